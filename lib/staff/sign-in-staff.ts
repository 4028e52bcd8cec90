import { and, eq, isNotNull, sql } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import type { Claims } from "@/lib/customers";
import { identities, lockFor, pool, sessions, staff, type Tx, transaction } from "@/lib/db";
import { type Result, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

const isIdentity = ({ issuer, subject }: Claims) =>
  and(eq(identities.issuer, issuer), eq(identities.subject, subject));

/**
 * Finds or creates the member of staff with an identity, saves the role from this sign-in, and records the
 * sign-in. Idempotent on (issuer, subject).
 * @param network of the request
 * @returns the id of the member of staff; `unrecorded` when the audit cannot be written, and nothing is
 * changed
 */
export const signInStaff = (
  claims: Claims,
  role: Staff["role"],
  network: string | null,
  tx: Tx = pool(),
): Promise<Result<Id, "unrecorded">> =>
  orUnrecorded(async () =>
    succeed(
      await transaction(async (within) => {
        const id = await ensureStaff(claims, role, within);
        await recordEvent({ kind: "staff", id, role, network }, { event: "staff.signed-in" }, within);
        return id;
      }, tx),
    ),
  );

async function ensureStaff(claims: Claims, role: Staff["role"], tx: Tx): Promise<Id> {
  const { issuer, subject, name, email } = claims;
  await lockFor(tx, `${issuer} ${subject}`);
  const [identity] = await tx.select().from(identities).where(isIdentity(claims));
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
    return identity.staffId as Id;
  }
  const staffId = crypto.randomUUID() as Id;
  await tx.insert(staff).values({ id: staffId, role, name, email, seenAt: sql`now()` });
  await tx
    .insert(identities)
    .values({ issuer, subject, staffId })
    .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { staffId } });
  return staffId;
}

/**
 * Ends all staff sessions of an identity that signs in without a staff role, because the role was revoked.
 */
export async function endStaffSessions(claims: Claims, tx: Tx = pool()): Promise<void> {
  const theirs = tx
    .select({ staffId: identities.staffId })
    .from(identities)
    .where(and(isIdentity(claims), isNotNull(identities.staffId)));
  await tx.delete(sessions).where(sql`${sessions.staffId} in ${theirs}`);
}
