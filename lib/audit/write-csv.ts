import type { AuditRow } from "./types";

/** Columns by their names, which like all that stands in them depend on nobody's language. */
const columns: Record<string, (row: AuditRow) => string | number | null | undefined> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  event: ({ event }) => event,
  staff_id: ({ actor }) => actor.id,
  staff_name: ({ actor }) => actor.name,
  staff_role: ({ actor }) => actor.role,
  customers: ({ customers }) => customers.length,
  customer_ids: ({ customers }) => customers.map(({ id }) => id).join(" | "),
  customer_numbers: ({ customers }) => customers.map(({ externalId }) => externalId).join(" | "),
  customer_names: ({ customers }) => customers.map(({ name }) => name).join(" | "),
  device_id: ({ details }) => details.deviceId,
  card: ({ details }) => details.card,
  details: ({ details: { deviceId, card, ...rest } }) =>
    Object.keys(rest).length > 0 ? JSON.stringify(rest) : null,
  reason: ({ reason }) => reason,
  network: ({ network }) => network,
};

// What a spreadsheet takes for a formula, in full-width and small forms, too, and after what nobody sees. Where commas
// part decimals, a semicolon or tab parts cells, whatever our quotes say: a cell may begin after one, and after a quote.
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{C}"]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r\n])/gu;

/** A cell by RFC 4180, always in quotes; an apostrophe keeps spreadsheets from running what somebody typed. */
export const writeCell = (value: string | number | null | undefined): string =>
  `"${String(value ?? "")
    .replace(formula, "'")
    .replaceAll('"', '""')}"`;

const writeLine = (cells: Parameters<typeof writeCell>[0][]) => `${cells.map(writeCell).join(",")}\r\n`;

/** How the file begins: the mark that says UTF-8, and the names of the columns. */
export const csvHead = `\ufeff${writeLine(Object.keys(columns))}`;

/** Events as lines of the file. */
export const writeCsv = (rows: AuditRow[]): string =>
  rows.map((row) => writeLine(Object.values(columns).map((read) => read(row)))).join("");
