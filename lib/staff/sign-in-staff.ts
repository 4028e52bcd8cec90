import { and, eq, sql } from "drizzle-orm";
import { recordEvent } from "@/lib/audit";
import type { Claims } from "@/lib/customers";
import { type Database, db, identities, lockFor, sessions, staff, transaction } from "@/lib/db";
import type { Staff } from "@/lib/viewer";

/**
 * Finds or makes the member of staff behind an identity, keeps the role as this sign-in names it, and records the
 * sign-in. Idempotent on (issuer, subject).
 * @param network that they come from
 * @returns the staff member's id
 * @throws LarderError `audit-failed`, and nobody is signed in
 */
export async function signInStaff(
  claims: Claims,
  role: Staff["role"],
  network: string | null,
): Promise<string> {
  return transaction(async (tx, client) => {
    const id = await findOrMake(tx, claims, role);
    await recordEvent({ id, role, network }, { event: "staff.signed-in" }, client);
    return id;
  });
}

async function findOrMake(tx: Database, claims: Claims, role: Staff["role"]): Promise<string> {
  const { issuer, subject, name, email } = claims;
  await lockFor(tx, `${issuer} ${subject}`);
  const isThis = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
  const [identity] = await tx.select().from(identities).where(isThis);
  if (identity?.staffId) {
    await tx
      .update(staff)
      .set({
        role,
        seenAt: sql`now()`,
        name: sql`coalesce(${name}, ${staff.name})`,
        email: sql`coalesce(${email}, ${staff.email})`,
      })
      .where(eq(staff.id, identity.staffId));
    return identity.staffId;
  }
  const [made] = await tx
    .insert(staff)
    .values({ role, name, email, seenAt: sql`now()` })
    .returning({ id: staff.id });
  const staffId = (made as { id: string }).id;
  await tx
    .insert(identities)
    .values({ issuer, subject, staffId })
    .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { staffId } });
  return staffId;
}

/** Ends every staff session of an identity that signs in without a staff role: the role was taken away. */
export async function endStaffSessions(claims: Claims): Promise<void> {
  await db().execute(sql`
    delete from ${sessions} using ${identities}
    where ${identities.issuer} = ${claims.issuer} and ${identities.subject} = ${claims.subject}
      and ${sessions.staffId} = ${identities.staffId}`);
}
