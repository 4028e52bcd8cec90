// npm run catalogue: exports, checks and imports the catalogue.
import { readFileSync, writeFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { readSettings } from "@/lib/env";
import { escapeUnprintable } from "@/scripts/link/words";
import { UsageError } from "@/scripts/usage-error";
import { withDatabase } from "@/scripts/with-database";
import { draftCatalogue } from "./draft-catalogue";
import { formatCatalogue } from "./format-catalogue";
import { importCatalogue } from "./import-catalogue";
import { readCatalogueFile } from "./read-catalogue";
import { type Confirm, help, type Order, readOrder, type Streams } from "./usage";

/**
 * Runs the command.
 * @returns the exit status: 0 done or nothing to do, 1 nothing was changed, 2 wrong usage
 * @throws Error whose message says what to do
 */
export async function runCatalogue(args: string[], streams: Streams, confirm: Confirm): Promise<number> {
  try {
    const order = readOrder(args);
    if (order) return await carryOut(order, streams, confirm);
    streams.stdout.write(help);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`${escapeUnprintable(error.message)}\nnpm run -s catalogue -- --help shows how.\n`);
    return 2;
  }
}

async function carryOut(order: Order, streams: Streams, confirm: Confirm): Promise<number> {
  const { action, file } = order;
  if (action === "from-discovery") return draftCatalogue(order, streams);
  const print = (line: string) => void streams.stdout.write(`${line}\n`);
  if (action === "export") {
    const text = await withDatabase(help, (tx) =>
      formatCatalogue(readSettings(["NEXTAUTH_URL"]).NEXTAUTH_URL, tx),
    );
    if (file === "-") streams.stdout.write(text);
    else writeFileSync(file, text);
    return 0;
  }
  const read = readCatalogueFile(file === "-" ? await buffer(streams.stdin) : readFileSync(file));
  if ("faults" in read) {
    streams.stderr.write(`${read.faults.join("\n")}\n`);
    return 1;
  }
  const { models } = read.catalogue;
  if (action === "check") {
    print(`The file is valid: ${models.length === 1 ? "1 model" : `${models.length} models`}.`);
    return 0;
  }
  return withDatabase(help, (tx) => importCatalogue(models, order, print, file === "-" ? null : confirm, tx));
}
