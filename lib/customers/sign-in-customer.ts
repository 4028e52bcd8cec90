import { and, eq } from "drizzle-orm";
import { customers, externalIds, identities, lockFor, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import { findByEmail, lockEmail } from "./find-by-email";
import { lockNumbers } from "./lock-number";
import { listWriters, noteWriter } from "./note-writer";
import { liftByClaims } from "./tombstones";
import type { Claims } from "./types";

type Settings = {
  selfSignUp: boolean;
  /** Whose numbers the claims carry. */
  numbers: "main" | "identity";
  /** Whether an address that the issuer verified may identify a customer without an identity. */
  matchEmail: boolean;
};

/**
 * Finds the customer of an identity, or attaches the identity to the customer with its external id, or
 * creates one. Idempotent on (issuer, subject), also under concurrent sign-ins. Attaches by e-mail only if
 * `matchEmail` allows it. The provider's claims only fill empty fields of the profile.
 * @returns the customer's id; refuses when no customer matches and self sign-up is off
 */
export const signInCustomer = (
  claims: Claims,
  settings: Settings,
  tx: Tx = pool(),
): Promise<Result<Id, "customer-unknown">> =>
  transaction(async (within) => {
    const { issuer, subject } = claims;
    // One sign-in per person at a time; a unique key alone could leave behind a customer without an identity.
    await lockFor(within, `${issuer} ${subject}`);
    const isThis = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
    const [identity] = await within.select().from(identities).where(isThis);
    await liftByClaims(claims, settings.numbers, within);
    if (!identity?.customerId && claims.externalId) await lockNumbers([claims.externalId], within);
    const known =
      identity?.customerId ??
      (await findByExternalId(claims, settings.numbers, within)) ??
      (settings.matchEmail ? await findByAddress(claims, within) : undefined);
    if (!known && !settings.selfSignUp) return refuse("customer-unknown");

    const profile = {
      name: claims.name,
      email: await findFreeAddress(claims, known, within),
      country: claims.country,
      language: claims.language,
    };
    // Deleted since it was found: what is there now counts.
    if (known && !(await fillGaps(known, profile, within))) return signInCustomer(claims, settings, within);
    const customerId = known ?? (await createCustomer(claims.externalId, settings.numbers, profile, within));
    if (!identity?.customerId)
      await within
        .insert(identities)
        .values({ issuer, subject, customerId })
        .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { customerId } });
    return succeed(customerId as Id);
  }, tx);

const profileFields = ["name", "email", "country", "language"] as const;
type Profile = Pick<Claims, (typeof profileFields)[number]>;

/** Looks among the identity provider's own numbers first, then, if the claim may carry them, the main ones. */
async function findByExternalId(
  { externalId }: Claims,
  numbers: Settings["numbers"],
  tx: Tx,
): Promise<string | undefined> {
  if (!externalId) return undefined;
  const isIdentity = and(eq(externalIds.source, "identity"), eq(externalIds.externalId, externalId));
  const [own] = await tx.select({ id: externalIds.customerId }).from(externalIds).where(isIdentity);
  if (own || numbers === "identity") return own?.id;
  const [match] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.externalId, externalId));
  return match?.id;
}

/** Finds the one customer with the verified address who has never signed in at an identity provider. */
async function findByAddress({ email }: Claims, tx: Tx): Promise<string | undefined> {
  if (!email) return undefined;
  await lockEmail(email, tx);
  const { isStaff, customers: holders } = await findByEmail(email, tx);
  const [holder, ...others] = holders;
  if (isStaff || !holder || others.length > 0) return undefined;
  return (await tx.$count(identities, eq(identities.customerId, holder.id))) === 0 ? holder.id : undefined;
}

/**
 * Returns the claimed address unless another customer has it: two who share one could no longer sign in with
 * it.
 */
async function findFreeAddress(
  { email }: Claims,
  customerId: string | undefined,
  tx: Tx,
): Promise<string | null> {
  if (!email) return null;
  await lockEmail(email, tx);
  const holders = await findByEmail(email, tx);
  return holders.customers.some(({ id }) => id !== customerId) ? null : email;
}

/** Fills what is unknown, and keeps the customer from being deleted meanwhile. @returns whether there is one */
async function fillGaps(customerId: string, profile: Profile, tx: Tx): Promise<boolean> {
  const [before] = await tx.select().from(customers).where(eq(customers.id, customerId)).for("update");
  if (!before) return false;
  const gaps = profileFields.filter((field) => before[field] === null && profile[field] !== null);
  if (gaps.length === 0) return true;
  await tx
    .update(customers)
    .set({
      ...Object.fromEntries(gaps.map((field) => [field, profile[field]])),
      writtenBy: noteWriter("provider", ...gaps),
    })
    .where(eq(customers.id, customerId));
  return true;
}

async function createCustomer(
  claimed: string | null,
  numbers: Settings["numbers"],
  profile: Profile,
  tx: Tx,
): Promise<string> {
  const externalId = numbers === "main" ? claimed : null;
  const id = crypto.randomUUID();
  const given = profileFields.filter((field) => profile[field] !== null);
  // Storing the external id lets a later import of the partner's customers find this one. On conflict, a
  // concurrent sign-in with the same external id has just created the customer.
  const [made] = await tx
    .insert(customers)
    .values({ ...profile, id, externalId, writtenBy: listWriters("provider", ...given) })
    .onConflictDoUpdate({ target: customers.externalId, set: { externalId } })
    .returning({ id: customers.id });
  if (claimed && numbers === "identity")
    await tx.insert(externalIds).values({ source: "identity", externalId: claimed, customerId: id });
  return made?.id ?? id;
}
