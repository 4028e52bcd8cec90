import { and, eq, sql } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import type { Claims } from "@/lib/customers";
import { identities, lockFor, pool, sessions, staff, type Tx, transaction } from "@/lib/db";
import { logSecurity } from "@/lib/observability";
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
  orUnrecorded(async () => {
    const { id, before } = await transaction(async (within) => {
      const member = await ensureStaff(claims, role, within);
      const actor = { kind: "staff", id: member.id, role, network } as const;
      await recordEvent(actor, { event: "staff.signed-in" }, within);
      return member;
    }, tx);
    if (before !== role) logSecurity("role.changed", { staffId: id, before, after: role });
    return succeed(id);
  });

type Member = { id: Id; before: Staff["role"] | null };

async function ensureStaff(claims: Claims, role: Staff["role"], tx: Tx): Promise<Member> {
  const { issuer, subject, name, email } = claims;
  await lockFor(tx, `${issuer} ${subject}`);
  const [identity] = await tx.select().from(identities).where(isIdentity(claims));
  if (identity?.staffId) {
    const isThis = eq(staff.id, identity.staffId);
    const [member] = await tx.select({ role: staff.role }).from(staff).where(isThis).for("update");
    await tx
      .update(staff)
      .set({
        role,
        seenAt: sql`now()`,
        name: sql`coalesce(${name}, ${staff.name})`,
        email: sql`coalesce(${email}, ${staff.email})`,
      })
      .where(isThis);
    return { id: identity.staffId as Id, before: member?.role ?? null };
  }
  const staffId = crypto.randomUUID() as Id;
  await tx.insert(staff).values({ id: staffId, role, name, email, seenAt: sql`now()` });
  await tx
    .insert(identities)
    .values({ issuer, subject, staffId })
    .onConflictDoUpdate({ target: [identities.issuer, identities.subject], set: { staffId } });
  return { id: staffId, before: null };
}

/**
 * Ends all staff sessions of an identity that signs in without a staff role, because the role was revoked.
 */
export async function endStaffSessions(claims: Claims, tx: Tx = pool()): Promise<void> {
  const [member] = await tx
    .select({ staffId: staff.id, role: staff.role })
    .from(identities)
    .innerJoin(staff, eq(staff.id, identities.staffId))
    .where(isIdentity(claims));
  if (!member) return;
  const { staffId, role } = member;
  const isTheirs = eq(sessions.staffId, staffId);
  const ended = await tx.delete(sessions).where(isTheirs).returning({ id: sessions.id });
  logSecurity("role.changed", { staffId, before: role, after: null });
  if (ended.length > 0) logSecurity("sessions.ended", { reason: "role", sessions: ended.length, staffId });
}
