// Part of npm run import: one file.
import { createReadStream } from "node:fs";
import path from "node:path";
import type { Tx } from "@/lib/db";
import {
  createFindings,
  type ImportWriter,
  type OpenRun,
  type RejectedRow,
  type RunFault,
  runFile,
  startRun,
} from "@/lib/import";
import type { PartnerScope } from "@/lib/scope";
import { escapeUnprintable } from "@/scripts/link/words";
import { createProgress, type Progress } from "./print-progress";
import { createRejectedFile, type RejectedFile } from "./rejected-file";
import type { Order, Streams } from "./usage";
import { describeFault, describeFindings, describeReading, describeReasons, formatCount } from "./words";

type Settings = Pick<Order, "reading" | "dryRun"> & {
  matchEmail: boolean;
  /** Numbers of customers that files before this one would have written. */
  known: Set<string>;
};

/** Rejected rows whose reasons are printed; the file has them all. */
const mostPrinted = 5;

/** Imports a file and says what became of it. @returns whether all of its rows are in */
export async function importFile(
  writer: ImportWriter,
  file: string,
  { reading: options, dryRun, matchEmail, known }: Settings,
  { stdin, stdout, stderr }: Streams,
  tx: Tx,
): Promise<boolean> {
  const print = (text: string) => void stdout.write(`${text}\n`);
  const lines = file === "-" ? null : await countLines(file);
  const fileName = file === "-" ? "standard input" : path.basename(file);
  const name = escapeUnprintable(fileName);
  const scope = (writer.customers ?? writer.devices) as PartnerScope<"customers:write">;
  const id = await startRun(scope, { fileName, options, lines }, dryRun ? "checking" : "applying", tx);
  const run: OpenRun = { id, options, findings: createFindings(), line: 0 };
  const bytes = file === "-" ? stdin : createReadStream(file);
  const faults: RunFault[] = [];
  const first: RejectedRow[] = [];
  let progress: Progress | undefined;
  let rejected: RejectedFile | undefined;
  const settings = { matchEmail, ...(dryRun && { rehearsal: known }) };
  try {
    for await (const step of runFile(writer, run, bytes, settings, tx)) {
      if ("fault" in step) faults.push(step.fault);
      if ("reading" in step) {
        const [format, ...columns] = describeReading(step.reading);
        print([`${name}: ${format}`, ...columns].join("\n"));
        rejected = createRejectedFile(file, step.reading);
        progress = createProgress(stderr, name, lines);
      }
      if (!("report" in step)) continue;
      progress?.show(step.report.line);
      first.push(...step.report.rejected.slice(0, mostPrinted - first.length));
      await rejected?.add(step.report.rejected);
    }
  } finally {
    progress?.stop();
  }
  const to = await rejected?.end();
  const { customers, devices, unread } = run.findings.counts;
  const refused = customers.rejected + devices.rejected + unread;
  print(
    [
      `${name}:${dryRun ? " checked; nothing was written" : ""}`,
      ...describeFindings(run.findings, dryRun).map((text) => `  ${text}`),
      ...first.map(({ line, reasons }) => `  Line ${line}: ${escapeUnprintable(describeReasons(reasons))}`),
      ...(refused > first.length ? [`  … and ${formatCount(refused - first.length)} more`] : []),
      ...(to
        ? [`  The rejected rows are in ${escapeUnprintable(to)}: correct them there, and import that file.`]
        : []),
      ...faults.map((fault) => `  ${describeFault(fault)}`),
    ].join("\n"),
  );
  return refused === 0 && faults.length === 0;
}

/** Counts the lines of a file. */
async function countLines(file: string): Promise<number> {
  let lines = 1;
  for await (const chunk of createReadStream(file))
    for (let place = chunk.indexOf(10); place !== -1; place = chunk.indexOf(10, place + 1)) lines += 1;
  return lines;
}
