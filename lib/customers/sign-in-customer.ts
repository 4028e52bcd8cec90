import { and, eq, sql } from "drizzle-orm";
import { customers, identities, lockFor, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import { findByEmail, lockEmail } from "./find-by-email";
import type { Claims } from "./types";

/**
 * Finds the customer behind an identity, or attaches the identity to the customer with that external id, or creates a
 * customer. Idempotent on (issuer, subject), however many sign-ins arrive at once. Never attaches by e-mail. A profile
 * is the customer's own: what the provider says only fills its gaps.
 * @returns the customer's id; refuses when no customer matches and self sign-up is off
 */
export const signInCustomer = (
  claims: Claims,
  settings: { selfSignUp: boolean },
  tx: Tx = pool(),
): Promise<Result<Id, "customer-unknown">> =>
  transaction(async (within) => {
    const { issuer, subject } = claims;
    // One sign-in of a person at a time; a unique key alone would leave a customer without an identity behind.
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

/** An address that another customer has stays theirs: two who share one could not sign in by it any more. */
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
  // The external id is kept, so that the partner's own record of this customer, coming later, finds them. A sign-in
  // with the same one at this very moment is the same customer.
  const [made] = await tx
    .insert(customers)
    .values({ ...profile, id, externalId })
    .onConflictDoUpdate({ target: customers.externalId, set: { externalId } })
    .returning({ id: customers.id });
  return made?.id ?? id;
}
