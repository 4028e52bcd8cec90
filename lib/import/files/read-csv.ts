import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { type FileFault, longestLine } from "./types";

/** A record of CSV, and the line where it begins. */
export type CsvRecord = { line: number; cells: string[] };

/** What the parser knows and its types leave out. */
type State = { state: { quoting: boolean; record: string[] } };

/**
 * Reads the records of a text, blank ones included, in batches.
 * @returns batches, and as the last value a fault if the text is faulty
 */
export async function* readCsv(
  texts: AsyncIterable<string | FileFault>,
  delimiter: string,
): AsyncGenerator<CsvRecord[] | FileFault> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    // A quote inside a cell that does not begin with one is an inch.
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestLine,
  });
  const ended = finished(parser, { readable: false }).then(
    () => false,
    () => true,
  );
  let line = 1;
  const readBatch = () => {
    const batch: CsvRecord[] = [];
    for (let cells: string[] | null = parser.read(); cells !== null; cells = parser.read()) {
      batch.push({ line, cells });
      line += 1 + countBreaks(cells);
    }
    return batch;
  };
  for await (const text of texts) {
    if (typeof text !== "string") return yield text;
    parser.write(text);
    const batch = readBatch();
    if (batch.length > 0) yield batch;
    if (parser.errored) return yield describeError(parser as unknown as State, line);
  }
  parser.end();
  const failed = await ended;
  const batch = readBatch();
  if (batch.length > 0) yield batch;
  if (failed) yield describeError(parser as unknown as State, line);
}

/** A quote that is never closed takes in the rest of the file, so that it also ends as a line that is too long. */
const describeError = ({ state }: State, line: number): FileFault =>
  state.quoting
    ? { code: "quote-open", line: line + countBreaks(state.record) }
    : { code: "line-long", line };

function countBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells)
    if (cell.includes("\n") || cell.includes("\r")) breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  return breaks;
}
