import { z } from "zod";
import { type Claims, Country, Email, Language } from "@/lib/customers";

const createText = (length: number) =>
  z
    .string()
    .transform((value) =>
      value
        // Control characters and bidirectional overrides.
        .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "")
        .trim()
        .slice(0, length),
    )
    .transform((value) => value || null)
    .nullable()
    .catch(null);

// An entry that is not a string cannot name one of the portal's roles.
const roles = z
  .union([z.array(z.unknown()), z.string().transform((list) => list.split(/[\s,]+/))])
  .transform((list: unknown[]) => list.filter((item): item is string => typeof item === "string"))
  .catch([]);

// Decides whose devices a person sees, so it must match exactly.
const identifier = z
  .union([z.string(), z.int().transform(String)])
  .refine((value) => /^\P{Cc}{1,255}$/u.test(value))
  .nullable()
  .catch(null);

/** The provider's identifier of a person: at most 255 ASCII characters (OpenID Connect Core, 2). */
export const Subject = z.string().regex(/^[\x20-\x7e]{1,255}$/, "is not a subject identifier");

/** The provider's own session, `sid` in its tokens (OpenID Connect Front-Channel Logout 1.0, 3). */
export const ProviderSession = z.string().regex(/^\P{Cc}{1,255}$/u, "is not a session identifier");

/** Parses a claim; null when it is missing or malformed. */
const parseClaim = <Value>(schema: z.ZodType<Value>, given: unknown): Value | null =>
  schema.safeParse(given).data ?? null;

type ClaimNames = { externalId: string; roles: string; country: string };

/**
 * Reads an identity provider's claims. Malformed claims count as missing; only `iss` and `sub` are required.
 * @throws ZodError when `iss` or `sub` is missing or malformed
 */
export function readClaims(given: Record<string, unknown>, names: ClaimNames): Claims {
  return {
    issuer: z.string().min(1).parse(given.iss),
    subject: Subject.parse(given.sub),
    externalId: identifier.parse(findClaim(given, names.externalId) ?? null),
    name: createText(200).parse(given.name ?? null),
    email: given.email_verified === true ? parseClaim(Email, given.email) : null,
    country: parseClaim(z.string().toUpperCase().pipe(Country), findClaim(given, names.country)),
    language: parseClaim(Language, given.locale),
    roles: roles.parse(findClaim(given, names.roles) ?? []),
  };
}

/**
 * Reads when the person last authenticated at the provider; now, if it does not say (OpenID Connect Core, 2).
 */
export function readAuthTime(given: Record<string, unknown>): Date {
  const seconds = z.int().positive().safeParse(given.auth_time).data ?? Number.POSITIVE_INFINITY;
  return new Date(Math.min(seconds * 1000, Date.now()));
}

/** Reads the id of the provider's own session; null if it does not send one. */
export const readProviderSession = (given: Record<string, unknown>): string | null =>
  ProviderSession.safeParse(given.sid).data ?? null;

/** Finds a claim by its exact name, else by its dotted path: `realm_access.roles`. */
function findClaim(given: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(given, name)) return given[name];
  let found: unknown = given;
  for (const part of name.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}
