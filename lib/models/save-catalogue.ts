import { isDeepStrictEqual } from "node:util";
import { pool, type Tx, transaction } from "@/lib/db";
import type { Problem } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { deleteModel } from "./delete-model";
import { lockCatalogue } from "./model-rows";
import { readCatalogue } from "./read-models";
import { saveModel } from "./save-model";
import type { Model, StoredModel } from "./types";

/** A problem of one model; of the whole catalogue when it is not the one that was `seen`. */
type CatalogueProblem = (Problem & { modelId: string }) | { code: "catalogue-changed" };

/** Problems, or null if all is saved. */
type Outcome = CatalogueProblem[] | null;

type Options = {
  /** Whether models that are not among `models` are deleted. */
  removes: boolean;
  /** The catalogue on which the decision was made; anything else there is a problem. */
  seen: StoredModel[];
  /** Whether to find the problems only, and save nothing. */
  rehearses?: boolean;
};

class Undone extends Error {
  constructor(readonly outcome: Outcome) {
    super("the catalogue was not saved");
  }
}

/** Saves many models in one transaction: all of them, or none and every problem. */
export async function saveCatalogue(
  scope: PartnerScope<"catalogue:write">,
  models: Model[],
  options: Options,
  tx: Tx = pool(),
): Promise<Outcome> {
  try {
    return await transaction(async (within) => {
      const problems = await saveAll(scope, models, options, within);
      if (problems.length > 0 || options.rehearses) throw new Undone(problems.length > 0 ? problems : null);
      return null;
    }, tx);
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}

async function saveAll(
  scope: PartnerScope<"catalogue:write">,
  models: Model[],
  { removes, seen }: Options,
  tx: Tx,
): Promise<CatalogueProblem[]> {
  await lockCatalogue(tx);
  const current = await readCatalogue(scope, tx);
  if (!isDeepStrictEqual(current, seen)) return [{ code: "catalogue-changed" }];
  const problems: CatalogueProblem[] = [];
  const keep = (modelId: string, found: Problem[]) =>
    problems.push(...found.map((problem) => ({ ...problem, modelId })));
  for (const { modelId, ...content } of models) {
    const saved = await saveModel(scope, modelId, content, tx);
    if (!saved.ok) keep(modelId, saved.problems);
  }
  const gone = removes
    ? current.filter(({ modelId }) => models.every((model) => model.modelId !== modelId))
    : [];
  for (const { modelId } of gone) {
    const deleted = await deleteModel(scope, modelId, tx);
    if (!deleted.ok) keep(modelId, deleted.problems);
  }
  return problems;
}
