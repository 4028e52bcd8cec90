import { pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { lockCatalogue, omitId } from "./model-rows";
import { nameState } from "./name-state";
import { findModel } from "./read-models";
import { type SaveProblem, saveModel } from "./save-model";
import type { ModelContent, Saved } from "./types";

/**
 * Saves a model like `saveModel`, if its content still is the state that the decision was made on.
 * @param seen the name of that state; null if there was no model
 */
export function saveSeen(
  scope: PartnerScope<"catalogue:write">,
  modelId: string,
  content: ModelContent,
  seen: string | null,
  tx: Tx = pool(),
): Promise<Result<Saved, SaveProblem | "model-changed">> {
  return transaction(async (within) => {
    await lockCatalogue(within);
    const current = await findModel(scope, modelId, within);
    if ((current && nameState(omitId(current))) !== seen) return refuse("model-changed");
    return saveModel(scope, modelId, content, within);
  }, tx);
}
