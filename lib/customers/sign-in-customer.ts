import { and, eq, sql } from "drizzle-orm";
import { customers, identities, lockFor, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import { findByEmail, lockEmail } from "./find-by-email";
import type { Claims } from "./types";

/**
 * Finds the customer of an identity, or attaches the identity to the customer with its external id, or
 * creates one. Idempotent on (issuer, subject), also under concurrent sign-ins. Never attaches by e-mail. The
 * provider's claims only fill empty fields of the profile.
 * @returns the customer's id; refuses when no customer matches and self sign-up is off
 */
export const signInCustomer = (
  claims: Claims,
  settings: { selfSignUp: boolean },
  tx: Tx = pool(),
): Promise<Result<Id, "customer-unknown">> =>
  transaction(async (within) => {
    const { issuer, subject } = claims;
    // One sign-in per person at a time; a unique key alone could leave behind a customer without an identity.
    await lockFor(within, `${issuer} ${subject}`);
    const isThis = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
    const [identity] = await within.select().from(identities).where(isThis);
    const known = identity?.customerId ?? (await findByExternalId(claims, within));
    if (!known && !settings.selfSignUp) return refuse("customer-unknown");

    const profile = {
      name: claims.name,
      email: await findFreeAddress(claims, known, within),
      country: claims.country,
      language: claims.language,
    };
    if (known) await fillGaps(known, profile, within);
    const customerId = known ?? (await createCustomer(claims.externalId, profile, within));
    if (!identity?.customerId)
      await within
        .insert(identities)
        .values({ issuer, subject, customerId })
        .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { customerId } });
    return succeed(customerId as Id);
  }, tx);

type Profile = Pick<Claims, "name" | "email" | "country" | "language">;

async function findByExternalId({ externalId }: Claims, tx: Tx): Promise<string | undefined> {
  if (!externalId) return undefined;
  const [match] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.externalId, externalId));
  return match?.id;
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

async function fillGaps(customerId: string, profile: Profile, tx: Tx): Promise<void> {
  await tx
    .update(customers)
    .set({
      name: sql`coalesce(${customers.name}, ${profile.name})`,
      email: sql`coalesce(${customers.email}, ${profile.email})`,
      country: sql`coalesce(${customers.country}, ${profile.country})`,
      language: sql`coalesce(${customers.language}, ${profile.language})`,
    })
    .where(eq(customers.id, customerId));
}

async function createCustomer(externalId: string | null, profile: Profile, tx: Tx): Promise<string> {
  const id = crypto.randomUUID();
  // Storing the external id lets a later import of the partner's customers find this one. On conflict, a
  // concurrent sign-in with the same external id has just created the customer.
  const [made] = await tx
    .insert(customers)
    .values({ ...profile, id, externalId })
    .onConflictDoUpdate({ target: customers.externalId, set: { externalId } })
    .returning({ id: customers.id });
  return made?.id ?? id;
}
