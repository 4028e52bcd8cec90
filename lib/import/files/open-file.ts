import { type Chosen, tryColumns } from "./choose-columns";
import { createItems } from "./create-item";
import { decodeText } from "./decode-text";
import { decodeHead, detectEncoding } from "./detect-encoding";
import { findDelimiter } from "./find-delimiter";
import { type CsvRecord, readCsv } from "./read-csv";
import { type Head, readHead } from "./read-head";
import { readLines } from "./read-lines";
import { refuseBytes, refuseText } from "./refuse-format";
import type { Encoding, FileFault, FileOptions, FileReading, Row } from "./types";

/** A file that can be read. If `rows` ends in a fault, it is the last value. */
export type OpenFile = { ok: true; reading: FileReading; rows: AsyncIterable<Row | { fault: FileFault }> };
/** `reading` is there if the header could be read: what was found in spite of the fault. */
export type RefusedFile = { ok: false; fault: FileFault; reading?: FileReading };

/**
 * Opens a file from a shop or a CRM: finds its format, encoding, delimiter and columns. No more of it than about a
 * megabyte is in memory at a time. Whoever stops early must return the iterator of `rows`, as `for await` does.
 */
export async function openFile(
  bytes: AsyncIterable<Uint8Array>,
  options: FileOptions = {},
): Promise<OpenFile | RefusedFile> {
  const head = await readHead(bytes);
  const opened = await openHead(head, options);
  if (!opened.ok) await head.close();
  return opened;
}

async function openHead({ head, whole, all }: Head, options: FileOptions): Promise<OpenFile | RefusedFile> {
  const refused = head.length === 0 ? ({ code: "empty" } as const) : refuseBytes(head);
  if (refused) return refuse(refused);
  const encoding = options.encoding ?? detectEncoding(head, whole);
  const text = decodeHead(head, encoding, whole);
  if (text === null) return refuse(await findBroken(all, encoding));
  const fault = refuseText(text);
  if (fault) return refuse(fault);
  const texts = decodeText(all, encoding);
  return text.trimStart().startsWith("{")
    ? openLines(texts, encoding, options)
    : await openCsv(texts, text, encoding, options);
}

const refuse = (fault: FileFault): RefusedFile => ({ ok: false, fault });

async function findBroken(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<FileFault> {
  for await (const text of decodeText(bytes, encoding)) if (typeof text !== "string") return text;
  return { code: "binary" };
}

function openLines(
  texts: AsyncIterable<string | FileFault>,
  encoding: Encoding,
  options: FileOptions,
): OpenFile {
  const reading: FileReading = {
    format: "ndjson",
    encoding,
    delimiter: null,
    target: null,
    columns: [],
    layout: null,
  };
  return { ok: true, reading, rows: spread(readLines(texts, options.target)) };
}

async function* spread(
  batches: AsyncIterable<Row[] | FileFault>,
): AsyncGenerator<Row | { fault: FileFault }> {
  for await (const batch of batches) {
    if (Array.isArray(batch)) yield* batch;
    else yield { fault: batch };
  }
}

async function openCsv(
  texts: AsyncIterable<string | FileFault>,
  text: string,
  encoding: Encoding,
  options: FileOptions,
): Promise<OpenFile | RefusedFile> {
  const found = findDelimiter(text);
  const delimiter = options.delimiter ?? found.delimiter;
  const batches = readCsv(texts, delimiter);
  const start = await readStart(batches, found.announced);
  if (!Array.isArray(start)) return refuse(start);
  const [header, ...first] = start as [CsvRecord, ...CsvRecord[]];
  const { chosen, fault } = tryColumns(header.cells, options);
  const { target, layout, columns } = chosen;
  const reading: FileReading = { format: "csv", encoding, delimiter, target, columns, layout };
  if (fault) return { ...refuse(fault), reading };
  return { ok: true, reading, rows: readRows(first, batches, chosen, options) };
}

const isBlank = ({ cells }: CsvRecord): boolean => cells.every((cell) => cell.trim() === "");

/** Reads the header, a first row, without the blank lines before it, and what came with them. @param announced whether Excel's line comes before them */
async function readStart(
  batches: AsyncGenerator<CsvRecord[] | FileFault>,
  announced: boolean,
): Promise<CsvRecord[] | FileFault> {
  const records: CsvRecord[] = [];
  let skipped = !announced;
  for (;;) {
    const { value, done } = await batches.next();
    if (done) break;
    if (!Array.isArray(value)) return value;
    for (const record of value) {
      if (!skipped) skipped = true;
      else if (records.length > 1 || !isBlank(record)) records.push(record);
    }
    if (records.length > 1) return records;
  }
  return { code: records.length === 0 ? "empty" : "header-only" };
}

async function* readRows(
  first: CsvRecord[],
  batches: AsyncIterable<CsvRecord[] | FileFault>,
  chosen: Chosen,
  options: FileOptions,
): AsyncGenerator<Row | { fault: FileFault }> {
  const createRow = createItems(chosen, options.dates);
  const isFooter = createFooterTest(chosen);
  for await (const batch of join(first, batches)) {
    if (!Array.isArray(batch)) {
      yield { fault: batch };
      return;
    }
    for (const record of batch)
      if (!isFooter(record) && !isBlank(record)) yield createRow(record.line, record.cells);
  }
}

async function* join<Value>(
  first: Value,
  others: AsyncIterable<Value | FileFault>,
): AsyncGenerator<Value | FileFault> {
  yield first;
  yield* others;
}

/**
 * Returns a test for the end of a report of Salesforce: below blank lines stand its title, who made it and a notice,
 * one cell each.
 */
function createFooterTest({ layout, columns }: Chosen): (record: CsvRecord) => boolean {
  if (!layout?.startsWith("salesforce") || columns.length < 3) return () => false;
  let afterBlank = false;
  let ended = false;
  return (record) => {
    ended ||= afterBlank && record.cells.length === 1 && !isBlank(record);
    afterBlank = isBlank(record);
    return ended;
  };
}
