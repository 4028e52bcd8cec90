import { eq } from "drizzle-orm";
import { recordEvent } from "@/lib/audit";
import { deviceModels, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { lockCatalogue, lockModel } from "./model-rows";

/** Notes that somebody opened a model's links and that they work at Amazon. */
export function markTried(
  scope: PartnerScope<"catalogue:write">,
  modelId: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found">> {
  return transaction(async (within) => {
    await lockCatalogue(within);
    const current = await lockModel(modelId, within);
    if (!current) return refuse("not-found");
    const [before, after] = [current.row.triedAt, new Date()];
    await within.update(deviceModels).set({ triedAt: after }).where(eq(deviceModels.modelId, modelId));
    const kept = { before: { triedAt: before }, after: { triedAt: after } };
    await recordEvent(scope.actor, { event: "model.changed", modelId, ...kept }, within);
    return succeed(undefined);
  }, tx);
}
