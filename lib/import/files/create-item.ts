import { joinName } from "@/lib/names";
import { ImportItem } from "../item";
import { cutValue, describeIssue, type Reason } from "../reasons";
import type { Chosen } from "./choose-columns";
import { readSource } from "./fields";
import { unguardCell } from "./guard-cell";
import { readDate } from "./read-date";
import { readFlag } from "./read-flag";
import { readEmail, readId, readSalesforceId } from "./read-id";
import { readCountry, readLanguage } from "./read-place";
import type { CellReading } from "./reading";
import type { Column, DateOrder, Layout, Repair, Row } from "./types";

type Reader = (text: string) => CellReading<string | boolean>;
/** A column that fills a field. */
type Filled = { index: number; field: string; source: string | null; read: Reader };

/** The sign that a decoder put in place of what it could not read. */
const broken = "\ufffd";

/** Returns a function that makes a row of a record. */
export function createItems(
  { target, layout, columns }: Chosen,
  dates: DateOrder | undefined,
): (line: number, cells: string[]) => Row {
  const filled = columns.flatMap(({ field }, index): Filled[] =>
    field ? [{ index, field, source: readSource(field), read: chooseReader(field, layout, dates) }] : [],
  );
  const hasIds = filled.some(({ source }) => source !== null);
  const partial = filled.some(({ field }) => field === "firstName" || field === "lastName");
  return (line, cells) => {
    if (cells.length !== columns.length && !fits(cells, columns))
      return {
        ...{ line, cells, item: { type: target }, repairs: [] },
        reasons: [{ code: "cell-count", found: cells.length, wanted: columns.length }],
      };
    const reasons: Reason[] = [];
    const repairs: Repair[] = [];
    const item: Record<string, unknown> = { type: target };
    if (hasIds) item.otherIds = [];
    const parts = { firstName: "", lastName: "" };
    for (const { index, field, source, read } of filled) {
      const text = unguardCell((cells[index] ?? "").trim()).trim();
      const value = text === "" ? null : readCell(text, field, read, reasons, repairs);
      if (field === "firstName" || field === "lastName") parts[field] = String(value ?? "");
      else if (source !== null && value !== null)
        (item.otherIds as unknown[]).push({ source, externalId: value });
      else if (source === null && (value !== null || (target === "customer" && field !== "externalId")))
        item[field] = value;
    }
    if (partial) item.name = joinName(parts.firstName, parts.lastName) || null;
    const all = reasons.length > 0 ? addOthers(reasons, item) : reasons;
    return { line, cells, item, reasons: all, repairs };
  };
}

/**
 * Whether a record fits the header: Excel adds empty cells at the end. Missing cells may be a line that was cut, so
 * only columns without a field may be missing.
 */
const fits = (cells: string[], columns: Column[]): boolean =>
  cells.slice(columns.length).every((cell) => cell.trim() === "") &&
  columns.slice(cells.length).every(({ field }) => field === null);

function readCell(
  text: string,
  field: string,
  read: Reader,
  reasons: Reason[],
  repairs: Repair[],
): string | boolean | null {
  if (text.includes(broken)) {
    reasons.push({ code: "text-broken", field, value: cutValue(text) });
    return null;
  }
  const reading = read(text);
  if (reading.reason) {
    reasons.push({ ...reading.reason, field, value: cutValue(text) });
    return null;
  }
  if (reading.repair)
    repairs.push({ code: reading.repair, field, value: cutValue(text), to: cutValue(String(reading.value)) });
  return reading.value;
}

const asIs: Reader = (value) => ({ value });

function chooseReader(field: string, layout: Layout | null, dates: DateOrder | undefined): Reader {
  const isSalesforce = layout === "salesforce-contacts" || layout === "salesforce-assets";
  if (field === "externalId" || field === "owner") return isSalesforce ? readSalesforceId : readId;
  if (field === "country") return readCountry;
  if (field === "language") return readLanguage;
  if (field === "email") return readEmail;
  if (field === "registeredAt") return (text) => readDate(text, dates);
  if (field === "transfer" || field === "restore") return readFlag;
  return field === "name" || field === "firstName" || field === "lastName" ? asIs : readId;
}

/** Adds what is wrong in the other fields, so that all of a line can be corrected at once. */
function addOthers(reasons: Reason[], item: unknown): Reason[] {
  const said = new Set(reasons.map((reason) => ("field" in reason ? reason.field : null)));
  const issues = ImportItem.safeParse(item).error?.issues ?? [];
  const others = issues.flatMap((issue) => describeIssue(issue, item));
  return [...reasons, ...others.filter((reason) => !("field" in reason && said.has(reason.field)))];
}
