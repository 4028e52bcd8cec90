import { fold } from "@/lib/names";
import { cutValue } from "../reasons";
import { isField, listFields, needed } from "./fields";
import { type FoundLayout, findLayout } from "./layouts";
import { findField, rankHeader } from "./synonyms";
import type { Column, FileFault, FileOptions, Layout, Target } from "./types";

/** The column that a rejected file adds. */
export const reasonHeader = "reason";

export type Chosen = { target: Target; layout: Layout | null; columns: Column[] };

/** Chooses the field of each column: as `map` says, as a known export has it, or by the header's words. */
export function chooseColumns(cells: readonly string[], options: FileOptions): Chosen | FileFault {
  const { chosen, fault } = tryColumns(cells, options);
  return fault ?? chosen;
}

/** Chooses like `chooseColumns`. Beside a fault stands what was found in spite of it, so that somebody can correct it. */
export function tryColumns(
  cells: readonly string[],
  options: FileOptions,
): { chosen: Chosen; fault: FileFault | null } {
  const headers = cells.map((cell) => cell.trim());
  const layout = findLayout(headers);
  const map = options.map ?? {};
  const target = options.target ?? layout?.target ?? guessTarget(headers, map);
  const columns = cells.map((header): Column => ({ header, field: null, by: null }));
  const steps: Step[] = [
    { by: "map", find: (header) => readMapped(target, findMapped(header, map)) },
    { by: "layout", find: (header) => findInLayout(layout, target, header) },
    { by: "name", find: (header) => findNamed(target, header) },
  ];
  let fault = checkMap(headers, target, map);
  for (const step of steps) {
    const found = takeStep(step, columns, headers);
    fault ??= found;
  }
  settleNames(columns);
  fault ??= findMissing(columns, options.isPartial ? [] : needed[target], headers);
  return { chosen: { target, layout: layout?.target === target ? layout.layout : null, columns }, fault };
}

type Step = { by: "map" | "layout" | "name"; find: (header: string) => string | null };

/** Gives columns their fields. A field that an earlier step gave is taken; two columns of one step are a fault. */
function takeStep({ by, find }: Step, columns: Column[], headers: string[]): FileFault | null {
  const taken = new Set(columns.map(({ field }) => field));
  const found = new Map<string, number[]>();
  for (const [index, column] of columns.entries()) {
    const field = column.by === null ? find(headers[index] as string) : null;
    if (field === "-") columns[index] = { ...column, by };
    else if (field && !taken.has(field)) found.set(field, [...(found.get(field) ?? []), index]);
  }
  let fault: FileFault | null = null;
  for (const [field, indexes] of found) {
    const ranks = indexes.map((index) => (by === "name" ? rankHeader(headers[index] as string) : 0));
    const best = indexes.filter((_, at) => ranks[at] === Math.max(...ranks));
    const [index, twin] = best;
    if (twin !== undefined)
      fault ??= describeTwins(field, headers[index as number] as string, headers[twin] as string);
    columns[index as number] = { ...(columns[index as number] as Column), field, by };
  }
  return fault;
}

const describeTwins = (field: string, header: string, twin: string): FileFault =>
  header === twin
    ? { code: "header-twice", header: cutValue(header), field }
    : { code: "field-twice", field, headers: [cutValue(header), cutValue(twin)] };

/** A file with serial numbers has devices. */
function guessTarget(headers: string[], map: Record<string, string>): Target {
  const serial = (header: string) => findMapped(header, map) ?? findField("device", header);
  return headers.some((header) => serial(header) === "serial") ? "device" : "customer";
}

/** Finds what `map` says of a header: exactly, or apart from case and punctuation. */
function findMapped(header: string, map: Record<string, string>): string | null {
  if (Object.hasOwn(map, header)) return map[header] as string;
  const key = Object.keys(map).find((name) => fold(name) === fold(header) && fold(name) !== "");
  return key === undefined ? null : (map[key] as string);
}

/** A field that the lines do not have is a fault of its own. */
const readMapped = (target: Target, field: string | null): string | null =>
  field === null || field === "-" || isField(target, field) ? field : null;

function findInLayout(layout: FoundLayout | null, target: Target, header: string): string | null {
  return layout?.target === target ? (layout.fieldOf.get(header) ?? null) : null;
}

function findNamed(target: Target, header: string): string | null {
  if (fold(header) === reasonHeader) return "-";
  return isField(target, header) ? header : findField(target, header);
}

function checkMap(headers: string[], target: Target, map: Record<string, string>): FileFault | null {
  const folded = new Set(headers.map(fold));
  for (const [header, field] of Object.entries(map)) {
    if (!headers.includes(header) && !folded.has(fold(header)))
      return { code: "header-unknown", header: cutValue(header), headers: listHeaders(headers) };
    if (field !== "-" && !isField(target, field))
      return {
        code: "field-unknown",
        header: cutValue(header),
        value: cutValue(field),
        fields: listFields(target),
      };
  }
  return null;
}

/**
 * Decides what "Name" means: beside a first name it is the last name, beside a last name the first, as in German
 * and in Spanish files; beside both it is the whole name.
 */
function settleNames(columns: Column[]): void {
  const find = (field: string) => columns.find((column) => column.field === field);
  const [name, first, last] = [find("name"), find("firstName"), find("lastName")];
  if (!name) return;
  const parts = [first, last].filter((column) => column !== undefined);
  if (parts.length === 2 || name.by !== "name")
    for (const part of parts) Object.assign(part, { field: null, by: null });
  else if (first) name.field = "lastName";
  else if (last) name.field = "firstName";
}

function findMissing(columns: Column[], needs: readonly string[], headers: string[]): FileFault | null {
  const filled = columns.flatMap(({ field }) => field ?? []);
  if (filled.length === 0) return { code: "columns-unknown", headers: listHeaders(headers) };
  const missing = needs.filter((field) => !filled.includes(field));
  return missing.length > 0
    ? { code: "columns-missing", fields: missing, headers: listHeaders(headers) }
    : null;
}

/** Most headers that a fault lists. */
const mostHeaders = 40;

const listHeaders = (headers: string[]): string[] =>
  headers
    .filter((header) => header !== "")
    .slice(0, mostHeaders)
    .map(cutValue);
