import { foldRole } from "@/lib/env";
import type { Staff } from "@/lib/viewer";
import { unwrapText } from "./find-claim";

type Role = Staff["role"];

/** Deepest nesting that is read. */
const deepest = 4;

/**
 * Lists the names in a claim of roles: a list of names or of objects with a name, an object with the names as keys
 * (Zitadel), a text of names separated by commas or spaces, or one of these as JSON.
 * @returns null for anything else
 */
export function listRoles(given: unknown, depth = 0): string[] | null {
  const value = unwrapText(given);
  if (depth > deepest) return null;
  if (typeof value === "string") return splitRoles(value);
  if (Array.isArray(value)) {
    const names = value.map((item) => (typeof item === "string" ? [item] : listRoles(item, depth + 1)));
    return names.length > 0 && names.every((name) => name === null)
      ? null
      : names.flatMap((name) => name ?? []);
  }
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Record<string, unknown>;
  if (typeof fields.name === "string") return [fields.name];
  // Zitadel has an object for each role. Other values, such as "none", may say that it is not given.
  return Object.keys(fields).filter(
    (name) => fields[name] === true || typeof (fields[name] ?? 0) === "object",
  );
}

/** Cognito writes lists as `[support, admin]`. */
function splitRoles(text: string): string[] {
  const items = text
    .trim()
    .replace(/^\[(.*)\]$/s, "$1")
    .split(",")
    .map((item) => item.trim());
  // A list like that of scopes. "Shop Admin" is one name.
  const isScopes = items.length === 1 && text === text.toLowerCase();
  return [...items, ...(isScopes ? text.trim().split(/\s+/) : [])].filter(Boolean);
}

/** Finds the highest role that one of the names means: the portal's own names, and those of OIDC_ROLE_MAP. */
export function findRole(names: readonly string[], map: ReadonlyMap<string, Role>): Role | null {
  const found = new Set(names.map((name) => mapRole(foldRole(name), map)));
  return found.has("admin") ? "admin" : found.has("support") ? "support" : null;
}

const mapRole = (name: string, map: ReadonlyMap<string, Role>): Role | undefined =>
  map.get(name) ?? (name === "admin" || name === "support" ? name : undefined);
