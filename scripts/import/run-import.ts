// npm run import: imports customers and devices from files.

import { statSync } from "node:fs";
import type { Tx } from "@/lib/db";
import { readSettings } from "@/lib/env";
import {
  createRehearsal,
  createSeenUnits,
  createWriter,
  type ImportWriter,
  runFile,
  startRun,
} from "@/lib/import";
import type { PartnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { escapeUnprintable } from "@/scripts/link/words";
import { UsageError } from "@/scripts/usage-error";
import { withDatabase } from "@/scripts/with-database";
import { type Importing, importFile } from "./import-file";
import { reportMatches } from "./report-matches";
import { type Portal, sendFile } from "./send-file";
import { help, type Order, readOrder, type Streams } from "./usage";

/**
 * Runs the command.
 * @returns the exit status: 0 all rows are in, 1 some were rejected or a file could not be read, 2 wrong usage
 * @throws Error whose message says what to do
 */
export async function runImport(args: string[], streams: Streams): Promise<number> {
  try {
    const order = readOrder(args);
    if (order) return (await carryOut(order, streams)) ? 0 : 1;
    streams.stdout.write(help);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`${escapeUnprintable(error.message)}\nnpm run -s import -- --help shows how.\n`);
    return 2;
  }
}

async function carryOut(order: Order, streams: Streams): Promise<boolean> {
  for (const file of order.files) checkFile(file);
  if (order.portal)
    return importAll(order, sendTo({ origin: order.portal, key: readKey() }, streams), streams);
  return withDatabase(help, async (tx) => {
    const writer = createWriter(system) as ImportWriter;
    if (!order.matchReport) return importAll(order, writeTo(writer, order, tx), streams);
    const reports: boolean[] = [];
    for (const file of order.files) reports.push(await reportMatches(writer, file, order, streams, tx));
    return reports.every(Boolean);
  });
}

async function importAll(order: Order, importing: Importing, streams: Streams): Promise<boolean> {
  let isComplete = true;
  for (const [place, file] of order.files.entries()) {
    const isLast = place === order.files.length - 1;
    isComplete = (await importFile({ file, isLast }, order, importing, streams)) && isComplete;
  }
  return isComplete;
}

/** Finds out before anything is written that a file is not there. */
function checkFile(file: string): void {
  if (file === "-") return;
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no file ${file}.`);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder. Name the files in it.`);
}

function readKey(): string {
  const key = process.env.LARDER_KEY;
  if (key) return key;
  throw new UsageError(
    "--portal needs a key in the variable LARDER_KEY, with customers:write and devices:write.",
  );
}

const sendTo =
  (portal: Portal, { stderr }: Streams): Importing =>
  ({ bytes }, options, findings) =>
    sendFile(portal, bytes, options, findings, (text) => void stderr.write(`${text}\n`));

/** Writes to the database. Files know the customers of those before; what is missing is missing in all. */
function writeTo(writer: ImportWriter, { dryRun }: Order, tx: Tx): Importing {
  const { API_MATCH_EMAIL: matchEmail } = readSettings(["API_MATCH_EMAIL"]);
  const settings = { matchEmail, seen: createSeenUnits(), ...(dryRun && { rehearsal: createRehearsal() }) };
  const scope = writer.customers as PartnerScope<"customers:write">;
  let since: Date | undefined;
  return async function* ({ name: fileName, lines, bytes, isLast }, options, findings) {
    const state = dryRun ? "checking" : "applying";
    const run = await startRun(scope, { fileName, options, lines }, state, tx);
    since ??= run.since;
    yield* runFile(writer, { ...run, since, options, findings, line: 0 }, bytes, { ...settings, isLast }, tx);
  };
}
