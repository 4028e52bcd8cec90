import { z } from "zod";
import { type Claims, Email, Language } from "@/lib/customers";
import { findCountry, findLanguage, joinName } from "@/lib/names";
import type { Staff } from "@/lib/viewer";
import { describeShape, findClaim, type Shape, unwrapText } from "./find-claim";
import { readRole } from "./read-roles";

/** Which claims to read, and how. */
export type ClaimSettings = {
  externalId: string;
  roles: string;
  country: string;
  roleMap: ReadonlyMap<string, Staff["role"]>;
  /** Whether an address counts as verified if the provider does not say. */
  trustEmail: boolean;
};

/** How one claim was read. */
export type ClaimReading = {
  field: "externalId" | "name" | "email" | "country" | "language" | "role" | "authTime";
  /** Its name at the provider. */
  claim: string;
  /** Null if it did not arrive. */
  shape: Shape | null;
  value: string | null;
  /** It arrived, and says nothing that the portal can use. */
  fault?: "unusable" | "unverified";
};

/** What an identity provider says about a person. */
export type ReadClaims = { claims: Claims; role: Staff["role"] | null; readings: ClaimReading[] };

/** Longest text from which a short value is read. */
const longestText = 10_000;
/** Longest name of a country or language. */
const longestPlace = 100;

/** Takes the first value of a list, as directories send single values. */
const takeFirst = (given: unknown): unknown => (Array.isArray(given) ? given[0] : given);

/** Removes control characters and bidirectional overrides; null if nothing is left, or for anything but a text. */
function readText(given: unknown): string | null {
  const text = takeFirst(given);
  if (typeof text !== "string" || text.length > longestText) return null;
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "").trim() || null;
}

// Decides whose devices a person sees, so it must match exactly.
const Identifier = z
  .union([z.string(), z.int().transform(String)])
  .refine((value) => /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(value));
const takeOnly = (given: unknown): unknown => (Array.isArray(given) && given.length === 1 ? given[0] : given);

/** The provider's identifier of a person: at most 255 ASCII characters (OpenID Connect Core, 2). */
export const Subject = z.string().regex(/^[\x20-\x7e]{1,255}$/, "is not a subject identifier");

/** The provider's own session, `sid` in its tokens (OpenID Connect Front-Channel Logout 1.0, 3). */
export const ProviderSession = z.string().regex(/^\P{Cc}{1,255}$/u, "is not a session identifier");

const longestName = 200;

/** Reads `name`, else the parts of it. */
function readName(given: Record<string, unknown>): string | null {
  const name =
    readText(given.name) ?? joinName(readText(given.given_name) ?? "", readText(given.family_name) ?? "");
  return name.slice(0, longestName).trim() || null;
}

/** Reads what providers mean by true: Cognito sends a text, others a number. */
const readFlag = (given: unknown): boolean =>
  [true, 1, "1", "true"].includes(
    typeof given === "string" ? given.trim().toLowerCase() : (given as boolean),
  );

/** Whether the provider says that the address is verified; Entra says so in `xms_edov`. */
function isVerified(given: Record<string, unknown>, trustEmail: boolean): boolean {
  const said = [given.email_verified, given.xms_edov].find((flag) => flag !== undefined && flag !== null);
  return said === undefined ? trustEmail : readFlag(takeOnly(said));
}

/** Reads a country's code or name, alone, as the `country` of an address, or as JSON. */
function readCountry(given: unknown): string | null {
  const value = takeFirst(unwrapText(given));
  const text = readText(typeof value === "object" && value ? takeFirst((value as Address).country) : value);
  return text && text.length <= longestPlace ? findCountry(text) : null;
}
type Address = { country?: unknown };

function readLanguage(given: unknown): string | null {
  const text = readText(given);
  if (!text || text.length > longestPlace) return null;
  return Language.safeParse(text).data ?? findLanguage(text);
}

/**
 * Reads an identity provider's claims, in each of the shapes in which providers send them. Unusable claims count as
 * missing, and are told in `readings`; only `iss` and `sub` are required.
 * @throws ZodError when `iss` or `sub` is missing or malformed
 */
export function readClaims(given: Record<string, unknown>, settings: ClaimSettings): ReadClaims {
  const find = (name: string) => findClaim(given, name);
  const addressClaim = (given.email ?? "") === "" && given.emails !== undefined ? "emails" : "email";
  const nameClaim =
    readText(given.name) || !(given.given_name ?? given.family_name) ? "name" : "given_name, family_name";
  const address = Email.safeParse(readText(given[addressClaim])).data ?? null;
  const email = isVerified(given, settings.trustEmail) ? address : null;
  const name = readName(given);
  const externalId = Identifier.safeParse(takeOnly(find(settings.externalId))).data ?? null;
  const country = readCountry(find(settings.country));
  const language = readLanguage(given.locale);
  const role = readRole(find(settings.roles) ?? [], settings.roleMap);
  return {
    claims: {
      issuer: z.string().min(1).parse(given.iss),
      subject: Subject.parse(given.sub),
      ...{ externalId, name, email, country, language },
    },
    role: role ?? null,
    readings: [
      describe("externalId", settings.externalId, find(settings.externalId), externalId),
      describe("role", settings.roles, find(settings.roles), role ?? null, role === undefined),
      describe(
        "name",
        nameClaim,
        nameClaim === "name" ? given.name : (given.given_name ?? given.family_name),
        name,
      ),
      {
        ...describe("email", addressClaim, given[addressClaim], email, address === null),
        ...(address && !email && { fault: "unverified" as const }),
      },
      describe("country", settings.country, find(settings.country), country),
      describe("language", "locale", given.locale, language),
      describe(
        "authTime",
        "auth_time",
        given.auth_time,
        parseAuthTime(given.auth_time)?.toISOString() ?? null,
      ),
    ],
  };
}

/** @param isUnusable whether a claim that arrived could not be read; by default, if it yields no value */
function describe(
  field: ClaimReading["field"],
  claim: string,
  given: unknown,
  value: string | null,
  isUnusable = value === null,
): ClaimReading {
  const isMissing = given === undefined || given === null || given === "";
  const shape = isMissing ? null : describeShape(given);
  return { field, claim, shape, value, ...(!isMissing && isUnusable && { fault: "unusable" as const }) };
}

/** Clocks differ by no more, in milliseconds. */
const clockTolerance = 300_000;

/** Reads the claim `auth_time`, in seconds since 1970; null if it is missing, in the future, or none. */
function parseAuthTime(said: unknown): Date | null {
  const isNumber =
    typeof said === "number" || (typeof said === "string" && /^\d{1,12}(\.\d{1,9})?$/.test(said));
  const time = isNumber ? Number(said) * 1000 : Number.NaN;
  if (!(time > 0 && time <= Date.now() + clockTolerance)) return null;
  return new Date(Math.min(time, Date.now()));
}

/**
 * Reads when the person last authenticated at the provider (OpenID Connect Core, 2). What cannot be read counts as
 * long ago.
 * @param wasAsked whether this sign-in made the provider ask the person, which counts if it does not say
 */
export function readAuthTime({ auth_time: said }: Record<string, unknown>, wasAsked: boolean): Date {
  if (said === undefined || said === null) return new Date(wasAsked ? Date.now() : 0);
  return parseAuthTime(said) ?? new Date(0);
}

/** Reads the id of the provider's own session; null if it does not send one. */
export const readProviderSession = (given: Record<string, unknown>): string | null =>
  ProviderSession.safeParse(given.sid).data ?? null;
