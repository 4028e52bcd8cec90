import type { z } from "zod";

/** What is wrong with a value that the reason shows. `field` is a field's name, or `otherIds.` and a source. */
const ofValues = [
  "characters",
  "spaces",
  "dots",
  "text-broken",
  "number-spoiled",
  "model-id-malformed",
  "source-malformed",
  "email-malformed",
  "country-unknown",
  "language-unknown",
  "date-malformed",
  "date-future",
  "date-early",
  "flag-malformed",
  "malformed",
] as const;
const ofFields = ["missing", "text-expected", "list-expected", "ids-twice"] as const;
const ofLines = ["line-long", "json-broken", "json-no-object"] as const;

/** Reasons that only the database knows. */
const ofEngine = [
  "model-unknown",
  "owner-unknown",
  "device-owned",
  "serial-conflict",
  "external-id-taken",
  "customer-left",
  "scope-missing",
] as const;

export const reasonCodes = [
  ...ofValues,
  ...ofFields,
  ...ofLines,
  ...ofEngine,
  "long",
  "ids-many",
  "date-ambiguous",
  "cell-count",
  "field-unknown",
  "type-unknown",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/**
 * Why a line is not imported. Its words stand in messages/, `imports.reasons`; their placeholders are the members.
 * `dmy` and `mdy` are days such as 2026-01-31. The engine's `value`: the model id; the owner's number; the serial
 * number of an owned device; the registered spelling of a serial number; the number that is taken; the customer's
 * number; the scope.
 */
export type Reason =
  | { code: (typeof ofValues)[number]; field: string; value: string }
  | { code: (typeof ofFields)[number]; field: string }
  | { code: (typeof ofLines)[number] }
  | { code: (typeof ofEngine)[number]; value: string }
  | { code: "long"; field: string; value: string; max: number }
  | { code: "ids-many"; field: string; max: number }
  | { code: "date-ambiguous"; field: string; value: string; dmy: string; mdy: string }
  | { code: "cell-count"; found: number; wanted: number }
  | { code: "field-unknown" | "type-unknown"; value: string };

/** Longest value that a reason shows, in characters. */
const longestValue = 60;

/** Cuts a value to what a reason shows, never inside a character. Lists and objects, which may be deep, are only hinted at. */
export function cutValue(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[…]" : "{…}";
  const text = String(value ?? "");
  if (text.length <= longestValue) return text;
  const cut = text.slice(0, longestValue - 1).replace(/[\ud800-\udbff]$/, "");
  return `${cut}…`;
}

type Described = z.core.$ZodIssue;
const flags: readonly string[] = ["transfer", "restore"];
const lists: readonly string[] = ["otherIds"];

/** Turns an issue of `ImportItem` into reasons. @param item what was parsed */
export function describeIssue(issue: Described, item: unknown): Reason[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ code: "field-unknown", value: cutValue(key) }));
  const [top] = issue.path;
  if (top === undefined || top === "type")
    return [{ code: "type-unknown", value: cutValue(readAt(item, ["type"]) ?? "") }];
  const field = nameField(issue.path, item);
  const value = readAt(item, issue.path);
  if (value === undefined || value === null || value === "") return [{ code: "missing", field }];
  if (issue.code === "invalid_type") return [describeType(String(top), issue.path.length, field, value)];
  return [describeValue(issue, field, value)];
}

function describeType(top: string, depth: number, field: string, value: unknown): Reason {
  if (flags.includes(top)) return { code: "flag-malformed", field, value: cutValue(value) };
  if (lists.includes(top) && depth < 3) return { code: "list-expected", field };
  return { code: "text-expected", field };
}

function describeValue(issue: Described, field: string, value: unknown): Reason {
  const shown = cutValue(value);
  if (issue.code === "too_big") {
    const max = Number(issue.maximum);
    if (Array.isArray(value)) return { code: "ids-many", field, max };
    return { code: "long", field, value: shown, max };
  }
  if (Array.isArray(value)) return { code: "ids-twice", field };
  const last = issue.path.at(-1);
  if (last === "source") return { code: "source-malformed", field, value: shown };
  if (field === "country") return { code: "country-unknown", field, value: shown };
  if (field === "language") return { code: "language-unknown", field, value: shown };
  if (field === "email") return { code: "email-malformed", field, value: shown };
  if (field === "modelId") return { code: "model-id-malformed", field, value: shown };
  if (field === "registeredAt") return describeTime(issue, String(value));
  if (issue.code === "invalid_format") return { code: "characters", field, value: shown };
  if (value === "." || value === "..") return { code: "dots", field, value: shown };
  if (typeof value === "string" && value !== value.trim()) return { code: "spaces", field, value: shown };
  return { code: "malformed", field, value: shown };
}

function describeTime(issue: Described, value: string): Reason {
  const field = "registeredAt";
  const shown = cutValue(value);
  if (issue.code === "invalid_format") return { code: "date-malformed", field, value: shown };
  return { code: Date.parse(value) < 0 ? "date-early" : "date-future", field, value: shown };
}

/** Names a number in another system by its source: `otherIds.crm`. */
function nameField(path: readonly PropertyKey[], item: unknown): string {
  const [top, index] = path;
  if (top !== "otherIds" || index === undefined) return String(top);
  const source = readAt(item, [top, index, "source"]);
  return typeof source === "string" && source !== "" ? `otherIds.${cutValue(source)}` : "otherIds";
}

const readAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
