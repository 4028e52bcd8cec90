// Part of npm run import: one file.
import { createReadStream } from "node:fs";
import path from "node:path";
import {
  createFindings,
  type RejectedRow,
  type RunFault,
  type RunFindings,
  type RunOptions,
  type RunStep,
} from "@/lib/import";
import { escapeUnprintable } from "@/scripts/link/words";
import { createProgress, type Progress } from "./print-progress";
import { createRejectedFile, type RejectedFile } from "./rejected-file";
import type { Order, Streams } from "./usage";
import { describeFault, describeFindings, describeReading, describeReasons, formatCount } from "./words";

/** Rejected rows whose reasons are printed; the file has them all. */
const mostPrinted = 5;

/** Where a file goes: the steps of its import, which keep `findings` up to date. */
export type Importing = (
  file: { name: string; lines: number | null; bytes: AsyncIterable<Uint8Array>; isLast: boolean },
  options: RunOptions,
  findings: RunFindings,
) => AsyncIterable<RunStep>;

/** Imports a file and says what became of it. @returns whether all of its rows are in */
export async function importFile(
  { file, isLast }: { file: string; isLast: boolean },
  { reading: options, dryRun }: Pick<Order, "reading" | "dryRun">,
  importing: Importing,
  { stdin, stdout, stderr }: Streams,
): Promise<boolean> {
  const print = (text: string) => void stdout.write(`${text}\n`);
  const lines = file === "-" ? null : await countLines(file);
  const fileName = file === "-" ? "standard input" : path.basename(file);
  const name = escapeUnprintable(fileName);
  const findings = createFindings();
  const bytes = file === "-" ? stdin : createReadStream(file);
  const faults: RunFault[] = [];
  const first: RejectedRow[] = [];
  let progress: Progress | undefined;
  let isIndexing = false;
  let rejected: RejectedFile | undefined;
  try {
    for await (const step of importing({ name: fileName, lines, bytes, isLast }, options, findings)) {
      if ("fault" in step) faults.push(step.fault);
      if ("reading" in step) {
        const [format, ...columns] = describeReading(step.reading);
        print([`${name}: ${format}`, ...columns].join("\n"));
        rejected = createRejectedFile(file, step.reading);
        progress = createProgress(stderr, name, lines);
      }
      if ("indexed" in step && !isIndexing) {
        isIndexing = true;
        progress?.stop();
        stderr.write(`${name}: updating the search\n`);
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
  const isRefused = faults.some(({ code }) => code === "sync-many");
  const { customers, devices, unread } = findings.counts;
  const refused = customers.rejected + devices.rejected + unread;
  print(
    [
      `${name}:${dryRun ? " checked; nothing was written" : ""}`,
      ...describeFindings(isRefused ? { ...findings, missing: null } : findings, dryRun).map(
        (text) => `  ${text}`,
      ),
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
