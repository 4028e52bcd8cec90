// npm run import: imports customers and devices from files.
import { readSettings } from "@/lib/env";
import { createWriter, type ImportWriter } from "@/lib/import";
import { system } from "@/lib/viewer";
import { escapeUnprintable } from "@/scripts/link/words";
import { UsageError } from "@/scripts/usage-error";
import { withDatabase } from "@/scripts/with-database";
import { importFile } from "./import-file";
import { reportMatches } from "./report-matches";
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

const carryOut = (order: Order, streams: Streams): Promise<boolean> =>
  withDatabase(help, async (tx) => {
    const { API_MATCH_EMAIL: matchEmail } = readSettings(["API_MATCH_EMAIL"]);
    const writer = createWriter(system) as ImportWriter;
    const known = new Set<string>();
    let isComplete = true;
    for (const file of order.files) {
      const isDone = order.matchReport
        ? await reportMatches(writer, file, order, streams, tx)
        : await importFile(writer, file, { ...order, matchEmail, known }, streams, tx);
      isComplete &&= isDone;
    }
    return isComplete;
  });
