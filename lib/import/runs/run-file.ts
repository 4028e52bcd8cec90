import { pool, type Tx } from "@/lib/db";
import { openFile } from "../files/open-file";
import type { FileReading } from "../files/types";
import { importRows } from "../import-rows";
import { createSeenUnits, findMissing, mostMissing, removeMissing } from "../sync";
import type { BatchReport } from "../types";
import type { ImportWriter } from "../write-batch";
import { addReport } from "./findings";
import { finishRun, noteBatch, noteReading, type Place } from "./store-run";
import type { RunFault, RunFindings, RunOptions } from "./types";

/** A run to begin or to go on with. */
export type OpenRun = {
  id: string;
  options: RunOptions;
  findings: RunFindings;
  /** The last line that was dealt with. */
  line: number;
};

type Settings = {
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** Only finds out. Holds the numbers of customers whom files before this one would have written. */
  rehearsal?: Set<string>;
};

/** What a run says while it goes on. */
export type RunStep =
  | { reading: FileReading }
  | { report: BatchReport }
  | { removed: number }
  | { fault: RunFault };

/**
 * Imports a file, and stores with each batch how far it came. `run.findings` is up to date at each step. A caller that
 * stops early may go on later with what is stored.
 */
export async function* runFile(
  writer: ImportWriter,
  run: OpenRun,
  bytes: AsyncIterable<Uint8Array>,
  { matchEmail, rehearsal }: Settings,
  tx: Tx = pool(),
): AsyncGenerator<RunStep> {
  const { options, findings } = run;
  const opened = await openFile(bytes, options);
  if (opened.reading) await noteReading(placeOf(run), opened.reading, tx);
  if (!opened.ok) {
    await finishRun(placeOf(run), "failed", { fault: opened.fault }, tx);
    yield { fault: opened.fault };
    return;
  }
  const { reading, rows } = opened;
  yield { reading };

  const seen = createSeenUnits();
  const reports = importRows(
    writer,
    rows,
    {
      matchEmail,
      ...(rehearsal && { rehearsal }),
      ...{ after: run.line, importId: run.id, target: reading.target },
      ...(options.sync && { see: seen.add }),
      note: (report, within) => {
        const from = placeOf(run);
        addReport(findings, report);
        return noteBatch(from, report, findings, within);
      },
    },
    tx,
  );
  for await (const report of reports) {
    if ("fault" in report) {
      await finishRun(placeOf(run), "failed", { fault: report.fault }, tx);
      yield report;
      return;
    }
    run.line = report.line;
    yield { report };
  }

  const fault = options.sync ? yield* sync(writer, run, seen, rehearsal !== undefined, tx) : null;
  await finishRun(placeOf(run), rehearsal ? "checked" : "applied", { findings, fault }, tx);
  if (fault) yield { fault };
}

const placeOf = ({ id, line, findings }: OpenRun): Place => ({ id, line, removed: findings.counts.removed });

async function* sync(
  writer: ImportWriter,
  run: OpenRun,
  seen: ReturnType<typeof createSeenUnits>,
  rehearses: boolean,
  tx: Tx,
): AsyncGenerator<RunStep, RunFault | null> {
  const { id, options, findings, line } = run;
  if (!writer.devices) return null;
  if (!seen.isComplete()) return { code: "sync-unread" };
  const { missing, of } = await findMissing(writer.devices, seen, tx);
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
