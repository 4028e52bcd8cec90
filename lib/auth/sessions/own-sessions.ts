import { and, desc, eq, gt, sql } from "drizzle-orm";
import { pool, sessions, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import type { Id } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import type { OwnSession } from "../types";

/** For how many minutes after signing in a customer may do what cannot be undone. */
const freshMinutes = 10;

/** Whether the viewer signed in within the last ten minutes; a silent sign-in at the provider does not count. */
export async function isFresh(viewer: Customer, tx: Tx = pool()): Promise<boolean> {
  const isThis = and(eq(sessions.id, viewer.sessionId), eq(sessions.customerId, viewer.id));
  const since = sql`now() - ${freshMinutes} * interval '1 minute'`;
  return (await tx.$count(sessions, and(isThis, gt(sessions.authenticatedAt, since)))) > 0;
}

/** Lists where the viewer is signed in: this browser first, then by when it was last seen. */
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

/** Ends one session of the viewer's; a session of anyone else is left alone. */
export async function endOwnSession(viewer: Customer, id: Id, tx: Tx = pool()): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.customerId, viewer.id)));
}

/**
 * Ends all sessions of the viewer, this one included.
 * @returns the ID token of this one, for signing out at the identity provider too; null for a sign-in by e-mail
 */
export async function endAllSessions(viewer: Customer, tx: Tx = pool()): Promise<string | null> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.customerId, viewer.id))
    .returning({ id: sessions.id, idToken: sessions.idToken });
  return ended.find(({ id }) => id === viewer.sessionId)?.idToken ?? null;
}
