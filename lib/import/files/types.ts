import type { Reason } from "../reasons";

/** What the lines of a file are. */
export type Target = "customer" | "device";

/** How the bytes of a file stand for characters. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis"] as const;
export type Encoding = (typeof encodings)[number];

/** Names of encodings inside a sentence; `imports.encodings` explains them in a choice. */
export const encodingNames: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
  shift_jis: "Shift_JIS",
};

/** Delimiters that a choice offers, by name. */
export const delimiters = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;
export type DelimiterName = keyof typeof delimiters;

/** How a file is to be read. What is left out is found in the file. */
export type FileOptions = {
  /** What its lines are, if they do not say. */
  target?: Target;
  /** Fields by header, such as `{ "Kundennummer": "externalId" }`; the field `-` leaves a column out. */
  map?: Record<string, string>;
  encoding?: Encoding;
  delimiter?: string;
  /** Whether columns that an import needs may be missing, because only some fields are looked at. */
  isPartial?: boolean;
  /** What comes first in dates such as 03/04/2026: the day or the month. */
  dates?: DateOrder;
};
export type DateOrder = "dmy" | "mdy";

/** A known export of a shop or CRM. */
export type Layout = "shopify-customers" | "salesforce-contacts" | "salesforce-assets";

/** A column: its header as it stands in the file, and the field that it fills. */
export type Column = { header: string; field: string | null; by: "map" | "layout" | "name" | null };

/** How a file was read. NDJSON has no delimiter, no columns, and each line says what it is. */
export type FileReading = {
  format: "csv" | "ndjson";
  encoding: Encoding;
  delimiter: string | null;
  target: Target | null;
  columns: Column[];
  layout: Layout | null;
};

export const repairCodes = [
  "apostrophe",
  "formula",
  "id-lengthened",
  "email",
  "country",
  "language",
  "date",
  "day-number",
  "flag",
] as const;

/** A value that was read as another one. */
export type Repair = { code: (typeof repairCodes)[number]; field: string; value: string; to: string };

/**
 * A line of a file. `line` is where it begins, from 1. `item` is for `ImportItem`; if reasons stop it, what could be
 * read. `cells` are as in the file; NDJSON has one, the line.
 */
export type Row = { line: number; cells: string[]; item: unknown; reasons: Reason[]; repairs: Repair[] };

/** Faults that are about the file as a whole, and name nothing in it. */
export const plainFaultCodes = [
  "empty",
  "header-only",
  "excel",
  "zip",
  "gzip",
  "pdf",
  "html",
  "binary",
  "json-array",
] as const;

/**
 * Why a file cannot be read, or not to its end. Its words stand in messages/, `imports.faults`; their placeholders are
 * the members. `fields` and `headers` are lists; a field is named by `imports.fields`.
 */
export type FileFault =
  | { code: (typeof plainFaultCodes)[number] }
  | { code: "encoding-broken"; line: number; encoding: Encoding }
  | { code: "quote-open"; line: number }
  | { code: "line-long"; line: number }
  | { code: "header-twice"; header: string; field: string }
  | { code: "field-twice"; field: string; headers: string[] }
  | { code: "header-unknown"; header: string; headers: string[] }
  | { code: "field-unknown"; header: string; value: string; fields: string[] }
  | { code: "columns-unknown"; headers: string[] }
  | { code: "columns-missing"; fields: string[]; headers: string[] };
export type FileFaultCode = FileFault["code"];

/** Every code of a fault, for tests of words. */
export const fileFaultCodes = [
  ...plainFaultCodes,
  "encoding-broken",
  "quote-open",
  "line-long",
  "header-twice",
  "field-twice",
  "header-unknown",
  "field-unknown",
  "columns-unknown",
  "columns-missing",
] as const satisfies readonly FileFaultCode[];

/** Bytes of a file that the browser may send. */
export const largestFile = 50_000_000;

/** Longest line, in characters; a line of CSV ends where its record ends. */
export const longestLine = 64 * 1024;
