// Part of npm run catalogue: shows what a file would change, asks, and changes it.
import { createTranslator } from "next-intl";
import type { Tx } from "@/lib/db";
import { problems } from "@/lib/errors";
import { compareCatalogue, readCatalogue, saveCatalogue, toWanted } from "@/lib/models";
import type { Model, ModelDifference } from "@/lib/models/types";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import english from "@/messages/en-US.json" with { type: "json" };
import { escapeUnprintable } from "@/scripts/link/words";
import { describeDifference, nameModel } from "./describe-difference";
import type { Confirm, Order } from "./usage";

export const catalogueScope = partnerScope(system, "catalogue:write") as PartnerScope<"catalogue:write">;

/**
 * Imports checked models.
 * @returns the exit status: 0 imported or nothing to do, 1 nothing was changed
 */
export async function importCatalogue(
  models: Model[],
  { yes, remove }: Order,
  print: (line: string) => void,
  confirm: Confirm,
  tx: Tx,
): Promise<number> {
  const seen = await readCatalogue(catalogueScope, tx);
  const differences = compareCatalogue(seen, models.map(toWanted));
  const isLeft = ({ kind }: ModelDifference) => kind === "removed" && !remove;
  const changes = differences.filter((difference) => !isLeft(difference));
  for (const line of changes.flatMap(describeDifference)) print(line);
  for (const difference of differences.filter(isLeft))
    print(`Not in the file, so it stays: ${nameModel((difference as { before: Named }).before)}`);
  if (changes.length === 0) {
    print("Nothing to change.");
    return 0;
  }
  const save = (rehearses: boolean) =>
    saveCatalogue(catalogueScope, models, { removes: remove, seen, rehearses }, tx);
  const found = await save(true);
  if (found) return refuse(found, print);
  if (!yes && !confirm) {
    print("Nothing was changed: nobody can be asked here. Add --yes to import.");
    return 1;
  }
  if (!yes && !(await confirm?.(`Import these changes to ${countModels(changes.length)}? [y/N] `))) {
    print("Nothing was changed.");
    return 1;
  }
  const prevented = await save(false);
  if (prevented) return refuse(prevented, print);
  print(`Imported: ${countModels(changes.length)} changed.`);
  return 0;
}

type Named = Parameters<typeof nameModel>[0];

const countModels = (count: number) => (count === 1 ? "1 model" : `${count} models`);

function refuse(
  found: NonNullable<Awaited<ReturnType<typeof saveCatalogue>>>,
  print: (line: string) => void,
) {
  const t = createTranslator({ locale: "en-US", messages: english });
  for (const problem of found) {
    if (problem.code === "catalogue-changed") {
      print("The catalogue changed in the meantime. Run the import again.");
      continue;
    }
    const { code, modelId, subject, field, count = 0 } = problem;
    const place = [modelId, subject ?? field].filter(Boolean).join(", ");
    print(escapeUnprintable(`Refused: ${place}: ${t(problems[code].words as "model.in-use", { count })}`));
  }
  print("Nothing was changed.");
  return 1;
}
