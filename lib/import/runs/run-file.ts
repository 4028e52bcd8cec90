import { pool, type Tx } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { catchUp } from "@/lib/search";
import { openFile } from "../files/open-file";
import type { FileFault, FileReading } from "../files/types";
import { importRows, type WriteLines } from "../import-rows";
import type { Rehearsal } from "../rehearsal";
import { createSeenUnits, findMissing, mostMissing, removeMissing, type SeenUnits } from "../sync";
import type { BatchReport, LineOutcome } from "../types";
import { type ImportWriter, writeBatch } from "../write-batch";
import { addReport } from "./findings";
import { finishRun, noteBatch, noteReading, type Place } from "./store-run";
import type { RunFault, RunFindings, RunOptions } from "./types";

/** A run to begin or to go on with. */
export type OpenRun = {
  id: string;
  /** Which check or application of the file it is. */
  attempt: number;
  /** When the file was given, or the first of several: what was written since is not missing in it. */
  since: Date;
  options: RunOptions;
  findings: RunFindings;
  /** The last line that was dealt with. */
  line: number;
};

type Settings = {
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** Only finds out. Holds what files before this one would have written. */
  rehearsal?: Rehearsal;
  /** The devices of this file and of those before it, and whether it is the last one: then what is missing is removed. */
  seen?: SeenUnits;
  isLast?: boolean;
};

/** What a run says while it goes on. */
export type RunStep =
  | { reading: FileReading }
  | { report: BatchReport }
  | { removed: number }
  /** Customers whose search text was caught up with. */
  | { indexed: number }
  | { fault: RunFault };

/**
 * Imports a file, and stores with each batch how far it came. `run.findings` is up to date at each step. A caller that
 * stops early may go on later with what is stored.
 */
export async function* runFile(
  writer: ImportWriter,
  run: OpenRun,
  bytes: AsyncIterable<Uint8Array>,
  { matchEmail, rehearsal, seen = createSeenUnits(), isLast = true }: Settings,
  tx: Tx = pool(),
): AsyncGenerator<RunStep> {
  const { options, findings } = run;
  const opened = await openFile(bytes, options);
  await noteReading(placeOf(run), opened.reading ?? null, tx);
  if (!opened.ok) {
    seen.spoil();
    await finishRun(placeOf(run), "failed", { fault: opened.fault }, tx);
    yield { fault: opened.fault };
    return;
  }
  const { reading, rows } = opened;
  yield { reading };

  const write: WriteLines = async (lines, report) => {
    const note = (found: readonly LineOutcome[], within: Tx) => {
      const [from, batch] = [placeOf(run), report(found)];
      addReport(findings, batch);
      return noteBatch(from, batch, findings, within);
    };
    const settings = {
      matchEmail,
      importId: run.id,
      ...(rehearsal && { rehearsal }),
      defersSearch: true,
      note,
    };
    const written = await writeBatch(writer, lines, settings, tx);
    if (!written.ok) throw new LarderError("audit-failed", "the audit could not be written");
    return report(written.value);
  };
  const reports = importRows(rows, write, {
    ...{ after: run.line, target: reading.target },
    ...(rehearsal && { rehearsal }),
    ...(options.sync && { see: seen.add }),
  });
  let broken: FileFault | undefined;
  for await (const report of reports) {
    if ("fault" in report) broken = report.fault;
    else {
      run.line = report.line;
      yield { report };
    }
  }
  while (!rehearsal) {
    const indexed = await catchUp(tx);
    if (indexed === 0) break;
    yield { indexed };
  }
  if (broken) {
    seen.spoil();
    await finishRun(placeOf(run), "failed", { fault: broken }, tx);
    yield { fault: broken };
    return;
  }
  if (!rehearsal) seen.made += findings.counts.devices.new;
  const syncs = options.sync && isLast;
  const fault = syncs ? yield* sync(writer, run, seen, rehearsal !== undefined, tx) : null;
  await finishRun(placeOf(run), rehearsal ? "checked" : "applied", { findings, fault }, tx);
  if (fault) yield { fault };
}

/** Where a run stands, as it is stored. */
export const placeOf = ({ id, attempt, line, findings }: OpenRun): Place => ({
  ...{ id, attempt, line },
  removed: findings.counts.removed,
});

async function* sync(
  writer: ImportWriter,
  run: OpenRun,
  seen: SeenUnits,
  rehearses: boolean,
  tx: Tx,
): AsyncGenerator<RunStep, RunFault | null> {
  const { id, options, findings, line, since } = run;
  if (!writer.devices || seen.isEmpty()) return null;
  if (!seen.isComplete()) return { code: "sync-unread" };
  const { missing, of: all } = await findMissing(writer.devices, seen, since, tx);
  // As the check counts them, which makes none.
  const of = all - seen.made;
  findings.missing = { devices: missing.length, of };
  if (missing.length > of * mostMissing && !options.force)
    return { code: "sync-many", devices: missing.length, of };
  if (rehearses) return null;
  const note = (removed: number, within: Tx) => {
    const from = placeOf(run);
    findings.counts.removed += removed;
    return noteBatch(from, { line, rejected: [] }, findings, within);
  };
  for await (const removed of removeMissing(writer, missing, id, note, tx)) yield { removed };
  return null;
}
