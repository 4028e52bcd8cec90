import { stringify } from "csv-stringify/sync";
import { reasonHeader } from "./choose-columns";
import { guardCell } from "./guard-cell";
import type { FileReading, Row } from "./types";

/** A line that was not imported, and why, in the reader's language. */
export type Rejected = { row: Pick<Row, "cells">; reason: string };

/** How many lines are written at a time. */
const batchSize = 500;

/**
 * Writes lines that were not imported in the format of their file, with the reason: corrected, it can be imported
 * like the first one, since reading passes the reasons over. CSV is UTF-8 with a byte order mark, for Excel.
 * @returns pieces of the file; none if there are no lines
 */
export async function* writeRejected(
  reading: FileReading,
  rejected: AsyncIterable<Rejected> | Iterable<Rejected>,
): AsyncGenerator<string> {
  const write = reading.format === "csv" ? createCsvWriter(reading) : writeLines;
  let batch: Rejected[] = [];
  for await (const each of rejected) {
    batch.push(each);
    if (batch.length < batchSize) continue;
    yield write(batch);
    batch = [];
  }
  if (batch.length > 0) yield write(batch);
}

function createCsvWriter({ columns, delimiter }: FileReading): (batch: Rejected[]) => string {
  const headers = columns.map(({ header }) => header);
  const found = headers.findIndex((header) => header.trim().toLowerCase() === reasonHeader);
  const at = found === -1 ? headers.length : found;
  // Breaks of any kind need quotes, not only those that end records here.
  const options = { delimiter: delimiter ?? ",", record_delimiter: "\r\n", quoted_match: /[\r\n]/ };
  let isFirst = true;
  return (batch) => {
    const records = batch.map(({ row, reason }) => putReason(row.cells, at, found, reason));
    const start = isFirst ? `\ufeff${stringify([putReason(headers, at, found, reasonHeader)], options)}` : "";
    isFirst = false;
    return start + stringify(records, options);
  };
}

/** Puts the reason into its column: after the last one, or where an earlier import has put it. */
function putReason(cells: readonly string[], at: number, found: number, reason: string): string[] {
  const filled = [...cells, ...Array<string>(Math.max(0, at - cells.length)).fill("")];
  return filled.toSpliced(at, found === -1 ? 0 : 1, reason).map(guardCell);
}

const writeLines = (batch: Rejected[]): string =>
  batch.map(({ row, reason }) => `${writeLine(row.cells[0], reason)}\n`).join("");

/** Writes a line; what is no object stands in a member of its own, which the import does not know and names. */
function writeLine(text = "", reason: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return JSON.stringify({ ...value, reason });
  } catch {
    // No JSON, or too deep to be written: the reason says what is wrong.
  }
  return JSON.stringify({ line: text, reason });
}
