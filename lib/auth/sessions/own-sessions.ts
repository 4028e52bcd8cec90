import { and, desc, eq, gt, sql } from "drizzle-orm";
import { pool, sessions, signIns, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { hashPerson, logSecurity } from "@/lib/observability";
import type { Id } from "@/lib/scope";
import type { Customer, SignedIn } from "@/lib/viewer";
import type { OwnSession, OwnSignIn } from "../types";

/** Minutes after signing in during which a person may do things that cannot be undone. */
const freshMinutes = 10;

/**
 * Whether the viewer signed in within the last ten minutes; silent sign-in at the provider does not count.
 */
export async function isFresh(viewer: SignedIn, tx: Tx = pool()): Promise<boolean> {
  const person = viewer.kind === "staff" ? sessions.staffId : sessions.customerId;
  const isThis = and(eq(sessions.id, viewer.sessionId), eq(person, viewer.id));
  const since = sql`now() - ${freshMinutes} * interval '1 minute'`;
  return (await tx.$count(sessions, and(isThis, gt(sessions.authenticatedAt, since)))) > 0;
}

/** Lists the viewer's sessions: this browser first, then the most recently seen. */
export function listSessions(viewer: Customer, tx: Tx = pool()): Promise<OwnSession[]> {
  const { id, device, browser, seenAt, customerId, expiresAt } = sessions;
  const current = sql`${id} = ${viewer.sessionId}`.mapWith(Boolean);
  const idleSince = sql`now() - ${env().SESSION_IDLE_HOURS}::float * interval '1 hour'`;
  return tx
    .select({ id, device, browser, seenAt, current })
    .from(sessions)
    .where(and(eq(customerId, viewer.id), gt(expiresAt, sql`now()`), gt(seenAt, idleSince)))
    .orderBy(desc(current), desc(seenAt));
}

/** Lists the viewer's last ten sign-ins, newest first. Most outlive their sessions. */
export function listSignIns(viewer: Customer, tx: Tx = pool()): Promise<OwnSignIn[]> {
  const { id, method, device, browser, at, customerId } = signIns;
  const since = sql`now() - ${env().RETENTION_SIGN_IN_DAYS}::float * interval '1 day'`;
  return tx
    .select({ id, method, device, browser, at })
    .from(signIns)
    .where(and(eq(customerId, viewer.id), gt(at, since)))
    .orderBy(desc(at))
    .limit(10);
}

const logEnded = (viewer: Customer, reason: "one" | "everywhere", count: number) =>
  logSecurity("sessions.ended", { reason, sessions: count, customer: hashPerson(viewer.id) });

/** Ends one of the viewer's sessions; ignores anyone else's. */
export async function endOwnSession(viewer: Customer, id: Id, tx: Tx = pool()): Promise<void> {
  const isOwn = and(eq(sessions.id, id), eq(sessions.customerId, viewer.id));
  const ended = await tx.delete(sessions).where(isOwn).returning({ id: sessions.id });
  if (ended.length > 0) logEnded(viewer, "one", ended.length);
}

/**
 * Ends all of the viewer's sessions, including this one.
 * @returns this session's ID token, for signing out at the identity provider; null for a sign-in by e-mail
 */
export async function endAllSessions(viewer: Customer, tx: Tx = pool()): Promise<string | null> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.customerId, viewer.id))
    .returning({ id: sessions.id, idToken: sessions.idToken });
  logEnded(viewer, "everywhere", ended.length);
  return ended.find(({ id }) => id === viewer.sessionId)?.idToken ?? null;
}
