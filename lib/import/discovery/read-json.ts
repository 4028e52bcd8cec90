import { createLine } from "@/lib/names";

/** Reads a value inside objects; undefined if there is none. */
export const readAt = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );

/** Takes one value for a list of one. */
export const toList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Reads a one-line text, or a number as text; undefined if it is neither, empty or too long. */
export function readLine(value: unknown, max: number): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return createLine(max).safeParse(typeof text === "string" ? text.trim() : text).data;
}
