import type { ProfileField, Writer } from "@/lib/db";

/**
 * An identity provider's claims about a person, validated: no control characters, well-formed country and
 * language.
 */
export type Claims = {
  issuer: string;
  subject: string;
  /** Value of the configured claim that may equal a customer's externalId. */
  externalId: string | null;
  name: string | null;
  /** Set only if the provider says that it is verified. */
  email: string | null;
  country: string | null;
  language: string | null;
};

/** A customer as staff see them. */
export type CustomerProfile = {
  id: string;
  /** The partner's own customer number. */
  externalId: string | null;
  name: string | null;
  email: string | null;
  /** ISO 3166-1 alpha-2 of their Amazon account; null while unknown. */
  country: string | null;
  /** BCP 47; null or `mul` if none was chosen. */
  language: string | null;
  /** Who wrote a field last. */
  writtenBy: Partial<Record<ProfileField, Writer>>;
  /** Whether readings of their devices are kept and shown. */
  showLevels: boolean;
  createdAt: Date;
};

/** A customer's number in a further system of the partner, such as a CRM. */
export type OtherId = { source: string; externalId: string };

/**
 * What a first sign-in would do. It finds a customer by `number`, by the provider's verified `address`, or by a `code`
 * mailed to it. Else it finds nobody, because the address is switched `off` for that, `shared` by several customers or
 * `staff`'s, belongs to a customer who is `taken` by another sign-in, or because nobody has either (`unknown`).
 */
export const matchOutcomes = [
  "number",
  "address",
  "code",
  "off",
  "shared",
  "staff",
  "taken",
  "unknown",
] as const;
/** One of these. */
export type MatchOutcome = (typeof matchOutcomes)[number];
