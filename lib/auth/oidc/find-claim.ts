/** Longest JSON text that is parsed. */
const longestText = 100_000;

/** Parses what looks like JSON: some providers put objects and lists into texts. @returns other values as they are */
export function unwrapText(given: unknown): unknown {
  if (typeof given !== "string" || given.length > longestText || !/^\s*[[{"]/.test(given)) return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

/**
 * Finds a claim by its exact name, else by its dotted path: `realm_access.roles`. A part may itself have dots, as in
 * `resource_access.portal.example.com.roles`; the longest name counts.
 */
export function findClaim(given: unknown, name: string): unknown {
  const value = unwrapText(given);
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
    const part = name.slice(0, end);
    if (!Object.hasOwn(value, part)) continue;
    const found = findClaim((value as Record<string, unknown>)[part], name.slice(end + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What kind of value a claim has, without the value. `size` counts characters, elements or fields. */
export type Shape =
  | { kind: "text" | "list" | "object"; size: number }
  | { kind: "number" | "boolean" | "null" };

/** Describes the kind of a claim's value. */
export function describeShape(given: unknown): Shape {
  if (typeof given === "string") return { kind: "text", size: given.length };
  if (Array.isArray(given)) return { kind: "list", size: given.length };
  if (typeof given === "number") return { kind: "number" };
  if (typeof given === "boolean") return { kind: "boolean" };
  return given ? { kind: "object", size: Object.keys(given).length } : { kind: "null" };
}
