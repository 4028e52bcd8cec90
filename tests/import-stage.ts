// Sets up tests of imports in the browser: files that an administrator has sent, and the work of a worker.
import {
  continueRun,
  findRun,
  type ImportRun,
  type RunOptions,
  requestApply,
  startCheck,
  storeFile,
} from "@/lib/import";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { cutInto } from "./import-files";

/** Sends a file, which then waits for a worker. @returns the id of the import */
export async function sendFile(
  viewer: Staff,
  content: string | Uint8Array,
  options: RunOptions = {},
  name = "people.csv",
): Promise<Id> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const stored = await storeFile(viewer, name, cutInto(bytes, [65_536]), 50_000_000);
  if (!stored.ok) throw new Error(stored.problems[0].code);
  const started = await startCheck(viewer, stored.value, options);
  if (!started.ok) throw new Error(started.problems[0].code);
  return stored.value.id as Id;
}

/** Works as a worker does, until there is no more to do. @param most batches of a turn */
export async function work(importId: Id, most = Number.POSITIVE_INFINITY): Promise<number> {
  let turns = 0;
  for (let isUnfinished = true; isUnfinished; turns += 1) {
    let batches = 0;
    const mustStop = () => ++batches >= most;
    isUnfinished = await continueRun(importId, { matchEmail: false, mustStop });
  }
  return turns;
}

/** Finds an import that must be there. */
export async function readRun(viewer: Staff, importId: Id): Promise<ImportRun> {
  const run = await findRun(viewer, importId);
  if (!run) throw new Error(`There is no import ${importId}.`);
  return run;
}

/** Applies what was checked, as somebody who has just seen it. */
export const pressApply = async (viewer: Staff, importId: Id) =>
  requestApply(viewer, importId, (await readRun(viewer, importId)).finishedAt?.toISOString() ?? "");
