// Part of npm run catalogue: says what is wrong in a file, and what would be right.
import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { Catalogue } from "@/lib/models/schemas";

const kinds: Record<string, string> = {
  string: "a text in double quotes",
  number: "a number",
  array: "a list in [ ]",
  object: "an object in { }",
  record: "an object in { }",
};

/** Describes an issue of the schema, as one fault for each field. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown): { path: JSONPath; words: string }[] {
  const path = issue.path as JSONPath;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key],
      words: `is no field here; use ${listFields(path)}`,
    }));
  return [{ path, words: describe(issue, readAt(root, path)) }];
}

function describe(issue: z.core.$ZodIssue, value: unknown): string {
  const is = value === undefined ? "is missing:" : value === "" ? "is empty:" : show(value);
  if (issue.code === "invalid_type") return `${is} must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `${is} must be one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_key") return `the name ${issue.issues[0]?.message ?? issue.message}`;
  return issue.code === "too_small" ? `${show(value)} ${issue.message}` : `${is} ${issue.message}`;
}

/** Lists the fields that an object can have. */
function listFields(path: JSONPath): string {
  const model = Catalogue.shape.models.element;
  const slot = model.shape.slots.unwrap().element;
  const { shape } = path.length === 0 ? Catalogue : path.length === 2 ? model : slot;
  return Object.keys(shape).join(", ");
}

/** Longest value that is shown, in characters. */
const longest = 40;

function show(value: unknown): string {
  if (Array.isArray(value)) return "this list";
  if (typeof value === "object" && value !== null) return "this object";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const readAt = (root: unknown, path: JSONPath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );
