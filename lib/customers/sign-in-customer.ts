import { and, eq, sql } from "drizzle-orm";
import { customers, identities, lockFor, transaction } from "@/lib/db";
import { findByEmail, lockEmail } from "./find-by-email";
import type { Claims } from "./types";

/**
 * Finds the customer behind an identity, or attaches the identity to the customer with that external id,
 * or makes a new customer. Idempotent on (issuer, subject), however many sign-ins arrive at once.
 * Never attaches by e-mail. A profile is the customer's own: what the provider says only fills its gaps.
 * @returns the customer's id; null when nobody matches and self sign-up is off
 */
export async function signInCustomer(
  claims: Claims,
  settings: { selfSignUp: boolean },
): Promise<string | null> {
  const { issuer, subject } = claims;
  return transaction(async (tx) => {
    // One sign-in of a person at a time; a unique key alone would leave a customer without an identity behind.
    await lockFor(tx, `${issuer} ${subject}`);
    const isThis = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
    const [identity] = await tx.select().from(identities).where(isThis);
    const known = identity?.customerId ?? (await findByExternalId());
    if (!known && !settings.selfSignUp) return null;

    const profile = {
      name: claims.name,
      email: await freeAddress(known),
      country: claims.country,
      language: claims.language,
    };
    const customerId = known ?? (await createCustomer());
    if (known) {
      await tx
        .update(customers)
        .set({
          name: sql`coalesce(${customers.name}, ${profile.name})`,
          email: sql`coalesce(${customers.email}, ${profile.email})`,
          country: sql`coalesce(${customers.country}, ${profile.country})`,
          language: sql`coalesce(${customers.language}, ${profile.language})`,
        })
        .where(eq(customers.id, known));
    }
    if (!identity?.customerId) {
      await tx
        .insert(identities)
        .values({ issuer, subject, customerId })
        .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { customerId } });
    }
    return customerId;

    /** An address that another customer has stays theirs: two who share one could not sign in by it any more. */
    async function freeAddress(customerId: string | undefined): Promise<string | null> {
      if (!claims.email) return null;
      await lockEmail(tx, claims.email);
      const match = await findByEmail(claims.email, tx);
      const isTaken = match === "several" || (typeof match === "object" && match.id !== customerId);
      return isTaken ? null : claims.email;
    }

    async function findByExternalId(): Promise<string | undefined> {
      if (!claims.externalId) return undefined;
      const [match] = await tx
        .select({ id: customers.id })
        .from(customers)
        .where(eq(customers.externalId, claims.externalId));
      return match?.id;
    }

    async function createCustomer(): Promise<string> {
      const { externalId } = claims;
      // Kept, so that the partner's own record of this customer, coming later, finds them. Somebody else with the
      // same external id at this very moment is the same customer.
      const [made] = await tx
        .insert(customers)
        .values({ ...profile, externalId })
        .onConflictDoUpdate({ target: customers.externalId, set: { externalId } })
        .returning({ id: customers.id });
      return (made as { id: string }).id;
    }
  });
}
