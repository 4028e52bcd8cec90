import { foldRole } from "@/lib/env";
import type { Staff } from "@/lib/viewer";
import { unwrapText } from "./find-claim";

type Role = Staff["role"];

/** Deepest nesting that is read. */
const deepest = 4;

type RoleMap = ReadonlyMap<string, Role>;

/** Finds what one name means: the portal's own names count, and those of OIDC_ROLE_MAP. */
const mapRole = (name: string, map: RoleMap): Role | undefined => {
  const key = foldRole(name);
  return map.get(key) ?? (key === "admin" || key === "support" ? key : undefined);
};

/**
 * Reads a claim of roles: a list of names or of objects with a name, an object with the names as keys (Zitadel), a text
 * of names separated by commas, or of roles separated by spaces, or one of these as JSON.
 * @returns the highest role; null if there is none; undefined for a claim of another kind
 */
export function readRole(given: unknown, map: RoleMap): Role | null | undefined {
  const names = listNames(given, map);
  if (!names) return undefined;
  const found = new Set(names.map((name) => mapRole(name, map)));
  return found.has("admin") ? "admin" : found.has("support") ? "support" : null;
}

function listNames(given: unknown, map: RoleMap, depth = 0): string[] | null {
  const value = unwrapText(given);
  if (depth > deepest) return null;
  if (typeof value === "string") return splitNames(value, map);
  if (Array.isArray(value)) {
    const names = value.map((item) => (typeof item === "string" ? [item] : listNames(item, map, depth + 1)));
    return names.length > 0 && names.every((name) => name === null)
      ? null
      : names.flatMap((name) => name ?? []);
  }
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Record<string, unknown>;
  if (typeof fields.name === "string") return isGiven(fields) ? [fields.name] : [];
  return Object.keys(fields).filter((name) => isGiven(fields[name]));
}

/** Whether the value of a role says that the person has it: true, or an object (Zitadel's names organisations). */
function isGiven(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value === true;
  const fields = Object.values(value);
  return fields.length > 0 && !fields.includes(false) && (value as { disabled?: unknown }).disabled !== true;
}

/** Cognito writes lists as `[support, admin]`. "Shop admin" is one name, since "shop" is no role. */
function splitNames(text: string, map: RoleMap): string[] {
  const words = text.trim().split(/\s+/);
  if (words.every((word) => mapRole(word, map))) return words;
  return text
    .trim()
    .replace(/^\[(.*)\]$/s, "$1")
    .split(",")
    .map((item) => item.trim());
}
