import type { Problem } from "@/lib/result";
import type { FileFault, Row } from "./files/types";
import { ImportItem } from "./item";
import { cutValue, describeIssue, type Reason } from "./reasons";
import { type Rehearsal, rehearse } from "./rehearsal";
import type { BatchReport, LineOutcome, RejectedRow } from "./types";
import { batchSize, type CheckedLine } from "./write-batch";

/** Characters of the longest number of a customer. */
const longestId = 255;

/** Writes lines, and reports what became of them; see `importRows`. */
export type WriteLines = (
  lines: readonly CheckedLine[],
  report: (outcomes: readonly LineOutcome[]) => BatchReport,
) => Promise<BatchReport>;

type Settings = {
  /** The last line that an earlier run has written. */
  after?: number;
  /** Gets what lines up to there would have written. */
  rehearsal?: Rehearsal;
  /** What the lines are, if they do not say. */
  target: "customer" | "device" | null;
  /** Looks at each row that is read. */
  see?: (row: Row) => void;
};

/**
 * Imports the rows of a file, a batch at a time. While one is written, the next is read and checked.
 * @param write writes the lines of a batch that the schema accepts
 * @returns what each batch did; a fault of the file comes last
 */
export async function* importRows(
  rows: AsyncIterable<Row | { fault: FileFault }>,
  write: WriteLines,
  settings: Settings,
): AsyncGenerator<BatchReport | { fault: FileFault }> {
  let writing: Promise<BatchReport> | undefined;
  let fault: FileFault | undefined;
  for await (const batch of collect(rows, settings)) {
    fault = batch.fault;
    if (batch.rows.length === 0) continue;
    const { lines, report } = checkRows(batch.rows, settings.target);
    if (writing) yield await writing;
    writing = write(lines, report);
    // It is awaited when the next batch is there.
    writing.catch(() => {});
  }
  if (writing) yield await writing;
  if (fault) yield { fault };
}

type Batch = { rows: Row[]; fault?: FileFault };

async function* collect(
  rows: AsyncIterable<Row | { fault: FileFault }>,
  { after = 0, see, rehearsal }: Settings,
): AsyncGenerator<Batch> {
  let batch: Row[] = [];
  for await (const row of rows) {
    if ("fault" in row) {
      yield { rows: batch, fault: row.fault };
      return;
    }
    see?.(row);
    if (row.line <= after) {
      const read = rehearsal && check(row);
      if (read && "item" in read) rehearse(rehearsal, read.item);
      continue;
    }
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield { rows: batch };
    batch = [];
  }
  if (batch.length > 0) yield { rows: batch };
}

/** Checks rows. @returns what can be written, and what makes a report of it */
function checkRows(rows: readonly Row[], target: Settings["target"]) {
  const checked: CheckedLine[] = [];
  const refused: RejectedRow[] = [];
  const byLine = new Map<number, { row: Row; item: ImportItem }>();
  for (const row of rows) {
    const read = check(row);
    if ("reasons" in read) refused.push(describeRow(row, read.reasons, target));
    else {
      checked.push({ line: row.line, item: read.item });
      byLine.set(row.line, { row, item: read.item });
    }
  }
  const report = (outcomes: readonly LineOutcome[]): BatchReport => {
    const rejected = outcomes.flatMap(({ line, problem }) => {
      const { row, item } = byLine.get(line) as { row: Row; item: ImportItem };
      return problem ? [describeRow(row, [describeProblem(problem, item)], target)] : [];
    });
    return {
      line: rows.at(-1)?.line ?? 0,
      outcomes,
      rejected: [...refused, ...rejected].sort((one, other) => one.line - other.line),
      repairs: rows.flatMap(({ repairs }) => repairs),
    };
  };
  return { lines: checked, report };
}

function check({ item, reasons }: Row): { item: ImportItem } | { reasons: Reason[] } {
  if (reasons.length > 0) return { reasons };
  const read = ImportItem.safeParse(item);
  return read.success
    ? { item: read.data }
    : { reasons: read.error.issues.flatMap((issue) => describeIssue(issue, item)) };
}

const readText = (item: unknown, field: string): string | null => {
  const value = typeof item === "object" && item !== null ? (item as Record<string, unknown>)[field] : null;
  return typeof value === "string" ? value : null;
};

/** Reads a number or an id; null for what is too long to be one. */
function readId(item: unknown, field: string): string | null {
  const text = readText(item, field);
  return text !== null && text.length > longestId ? null : text;
}

function describeRow(
  { line, cells, item }: Row,
  reasons: Reason[],
  target: "customer" | "device" | null,
): RejectedRow {
  const type = readText(item, "type") ?? target;
  return {
    ...{ line, cells, reasons },
    type: type === "customer" || type === "device" ? type : null,
    externalId: readId(item, type === "device" ? "owner" : "externalId"),
    modelId: readId(item, "modelId"),
  };
}

/** Says a refusal of the database as a reason. */
function describeProblem({ code, field, subject }: Problem, item: ImportItem): Reason {
  const value = (text: string | undefined) => cutValue(text ?? "");
  const [, place] = field?.split(".") ?? [];
  const device = item.type === "device" ? item : undefined;
  switch (code) {
    case "model-unknown":
      return { code, value: value(device?.modelId) };
    case "owner-unknown":
      return { code, value: value(device?.owner) };
    case "device-owned":
      return { code, value: value(device?.serial) };
    case "serial-conflict":
      return { code, value: value(subject) };
    case "external-id-taken": {
      const ids = item.type === "customer" ? item.otherIds : undefined;
      return { code, value: value(ids?.[Number(place)]?.externalId) };
    }
    // Another build of the portal, or one whose clock is late.
    case "malformed":
      return { code, field: field ?? item.type, value: "" };
    case "scope-missing":
      return { code, value: `${item.type}s:write` };
    default:
      throw new Error(`The import has no words for the problem ${code}.`);
  }
}
