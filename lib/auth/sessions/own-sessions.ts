import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { db, sessions, statement } from "@/lib/db";
import { env } from "@/lib/env";
import type { Customer } from "@/lib/viewer";
import type { OwnSession } from "../types";

/** For how many minutes after signing in a customer may do what cannot be undone. */
const freshMinutes = 10;

const findFresh = statement<{ id: string }>(
  "find_fresh_session",
  `select id from sessions where id = $1 and customer_id = $2 and authenticated_at > now() - $3 * interval '1 minute'`,
);

/** Whether the viewer proved who they are within the last ten minutes; being let in silently does not count. */
export const isFresh = async (viewer: Customer): Promise<boolean> =>
  (await findFresh(viewer.sessionId, viewer.id, freshMinutes)).length > 0;

const list = statement<OwnSession>(
  "list_sessions",
  `select id, device, browser, seen_at as "seenAt", id = $2 as current from sessions
   where customer_id = $1 and expires_at > now() and seen_at > now() - $3::float * interval '1 hour'
   order by id = $2 desc, seen_at desc`,
);

/** Where the viewer is signed in: this browser first, then by when it was last seen. */
export const listSessions = (viewer: Customer): Promise<OwnSession[]> =>
  list(viewer.id, viewer.sessionId, env().SESSION_IDLE_HOURS);

/** Ends one session of the viewer's; anything else that `id` may be is left alone. */
export async function endOwnSession(viewer: Customer, id: string): Promise<void> {
  if (!z.guid().safeParse(id).success) return;
  await db()
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.customerId, viewer.id)));
}

/**
 * Ends all sessions of the viewer, this one included.
 * @returns the ID token of this one, for signing out at the identity provider too; null for a sign-in by e-mail
 */
export async function endAllSessions(viewer: Customer): Promise<string | null> {
  const ended = await db()
    .delete(sessions)
    .where(eq(sessions.customerId, viewer.id))
    .returning({ id: sessions.id, idToken: sessions.idToken });
  return ended.find(({ id }) => id === viewer.sessionId)?.idToken ?? null;
}
