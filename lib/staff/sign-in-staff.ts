import { and, eq, sql } from "drizzle-orm";
import type { Claims } from "@/lib/customers";
import { db, identities, lockFor, sessions, staff, transaction } from "@/lib/db";

/**
 * Finds or makes the member of staff behind an identity and keeps the role as this sign-in names it.
 * Idempotent on (issuer, subject).
 * @returns the staff member's id
 */
export async function signInStaff(claims: Claims, role: "support" | "admin"): Promise<string> {
  const { issuer, subject, name, email } = claims;
  return transaction(async (tx) => {
    await lockFor(tx, `${issuer} ${subject}`);
    const isThis = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
    const [identity] = await tx.select().from(identities).where(isThis);
    if (identity?.staffId) {
      await tx
        .update(staff)
        .set({
          role,
          name: sql`coalesce(${name}, ${staff.name})`,
          email: sql`coalesce(${email}, ${staff.email})`,
        })
        .where(eq(staff.id, identity.staffId));
      return identity.staffId;
    }
    const [made] = await tx.insert(staff).values({ role, name, email }).returning({ id: staff.id });
    const staffId = (made as { id: string }).id;
    await tx
      .insert(identities)
      .values({ issuer, subject, staffId })
      .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { staffId } });
    return staffId;
  });
}

/** Ends every staff session of an identity that signs in without a staff role: the role was taken away. */
export async function endStaffSessions(claims: Claims): Promise<void> {
  await db().execute(sql`
    delete from ${sessions} using ${identities}
    where ${identities.issuer} = ${claims.issuer} and ${identities.subject} = ${claims.subject}
      and ${sessions.staffId} = ${identities.staffId}`);
}
