import type { ExportedRow } from "./types";

/** Lists a field of the customers in the order of their ids; empty where it is unknown. */
function listOf({ customerIds, customers }: ExportedRow, field: "externalId" | "name"): string {
  const values = new Map(customers.map((customer) => [customer.id, customer[field]]));
  return customerIds.map((id) => values.get(id)).join(" | ");
}

/** Columns by name. Names and values are the same in every language. */
const columns: Record<string, (row: ExportedRow) => string | number | null | undefined> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  event: ({ event }) => event,
  actor_kind: ({ actor }) => actor.kind,
  actor_id: ({ actor }) => actor.id,
  actor_name: ({ actor }) => actor.name,
  actor_role: ({ actor }) => actor.role,
  customers: ({ customerCount }) => customerCount,
  customer_ids: ({ customerIds }) => customerIds.join(" | "),
  customer_numbers: (row) => listOf(row, "externalId"),
  customer_names: (row) => listOf(row, "name"),
  device_id: ({ details }) => details.deviceId,
  card: ({ details }) => details.card,
  details: ({ details: { deviceId, card, ...rest } }) =>
    Object.keys(rest).length > 0 ? JSON.stringify(rest) : null,
  reason: ({ reason }) => reason,
  network: ({ network }) => network,
};

// Text that a spreadsheet runs as a formula, including full-width and small forms, and after invisible
// characters. Where the decimal separator is a comma, spreadsheets split cells at semicolons and tabs despite
// our quotes, so a cell may also start after one of those, or after a quote.
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{C}"]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r\n])/gu;

/**
 * Writes an RFC 4180 cell, always quoted. An apostrophe keeps spreadsheets from running typed text as a
 * formula.
 */
export const writeCell = (value: string | number | null | undefined): string =>
  `"${String(value ?? "")
    .replace(formula, "'")
    .replaceAll('"', '""')}"`;

/** Writes a line of a file, ending with CRLF. */
export const writeLine = (cells: Parameters<typeof writeCell>[0][]) =>
  `${cells.map(writeCell).join(",")}\r\n`;

/** The start of the file: a UTF-8 byte order mark and the column names. */
export const csvHead = `\ufeff${writeLine(Object.keys(columns))}`;

/** Writes events as lines of the file. */
export const writeCsv = (rows: ExportedRow[]): string =>
  rows.map((row) => writeLine(Object.values(columns).map((read) => read(row)))).join("");
