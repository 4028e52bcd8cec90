import { pool, type Tx } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { catchUp } from "@/lib/search";
import { openFile } from "../files/open-file";
import type { FileReading } from "../files/types";
import { importRows, type WriteLines } from "../import-rows";
import { createSeenUnits, findMissing, mostMissing, removeMissing } from "../sync";
import type { BatchReport, LineOutcome } from "../types";
import { type ImportWriter, writeBatch } from "../write-batch";
import { addReport } from "./findings";
import { finishRun, noteBatch, noteReading } from "./store-run";
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
  { matchEmail, rehearsal }: Settings,
  tx: Tx = pool(),
): AsyncGenerator<RunStep> {
  const { id, options, findings } = run;
  const opened = await openFile(bytes, options);
  if (!opened.ok) {
    await finishRun(id, "failed", { fault: opened.fault }, tx);
    yield { fault: opened.fault };
    return;
  }
  const { reading, rows } = opened;
  await noteReading(id, reading, tx);
  yield { reading };

  const seen = createSeenUnits();
  const write: WriteLines = async (lines, report) => {
    const note = (found: readonly LineOutcome[], within: Tx) => {
      const batch = report(found);
      addReport(findings, batch);
      return noteBatch(id, run.line, batch, findings, within);
    };
    const settings = { matchEmail, importId: id, ...(rehearsal && { rehearsal }), defersSearch: true, note };
    const written = await writeBatch(writer, lines, settings, tx);
    if (!written.ok) throw new LarderError("audit-failed", "the audit could not be written");
    return report(written.value);
  };
  const reports = importRows(rows, write, {
    ...{ after: run.line, target: reading.target },
    ...(rehearsal && { rehearsal }),
    ...(options.sync && { see: seen.add }),
  });
  for await (const report of reports) {
    if ("fault" in report) {
      await finishRun(id, "failed", { fault: report.fault }, tx);
      yield report;
      return;
    }
    run.line = report.line;
    yield { report };
  }

  for (let indexed = 1; indexed > 0 && !rehearsal; ) {
    indexed = await catchUp(tx);
    yield { indexed };
  }
  const fault = options.sync ? yield* sync(writer, run, seen, rehearsal !== undefined, tx) : null;
  await finishRun(id, rehearsal ? "checked" : "applied", { findings, fault }, tx);
  if (fault) yield { fault };
}

async function* sync(
  writer: ImportWriter,
  { id, options, findings, line }: OpenRun,
  seen: ReturnType<typeof createSeenUnits>,
  rehearses: boolean,
  tx: Tx,
): AsyncGenerator<RunStep, RunFault | null> {
  if (!writer.devices) return null;
  if (!seen.isComplete()) return { code: "sync-unread" };
  const { missing, of } = await findMissing(writer.devices, seen, tx);
  findings.missing = { devices: missing.length, of };
  if (missing.length > of * mostMissing && !options.force)
    return { code: "sync-many", devices: missing.length, of };
  if (rehearses) return null;
  const note = (removed: number, within: Tx) => {
    findings.counts.removed += removed;
    return noteBatch(id, line, { line, rejected: [] }, findings, within);
  };
  for await (const removed of removeMissing(writer, missing, id, note, tx)) yield { removed };
  return null;
}
