import { eq } from "drizzle-orm";
import { db, sessions, statement, transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { readAuditNetwork } from "@/lib/http";
import type { Viewer } from "@/lib/viewer";
import type { Agent } from "../types";
import { hashToken, newToken } from "./tokens";

/** The person that a session is for. */
export type Person = { customerId: string; staffId?: never } | { staffId: string; customerId?: never };

const hour = 3600_000;

/** When a session that starts now ends at the latest. */
export function computeSessionEnd(person: Person): Date {
  const { SESSION_MAX_HOURS, STAFF_SESSION_MAX_HOURS } = env();
  return new Date(Date.now() + (person.staffId ? STAFF_SESSION_MAX_HOURS : SESSION_MAX_HOURS) * hour);
}

/**
 * Starts a session and ends the one that the same browser had, in one transaction.
 * @returns the raw token for the cookie
 */
export async function startSession(
  person: Person,
  details: {
    idToken: string | null;
    /** The identity provider's session behind this one. */
    providerSession?: string | null;
    oldToken: string | null;
    expiresAt: Date;
    agent: Agent;
    /** Now, unless the identity provider knows better. */
    authenticatedAt?: Date;
  },
): Promise<string> {
  const token = newToken();
  const { oldToken, agent, idToken, providerSession, expiresAt, authenticatedAt } = details;
  const tokenHash = hashToken(token);
  await transaction(async (tx) => {
    if (oldToken) await tx.delete(sessions).where(eq(sessions.tokenHash, hashToken(oldToken)));
    await tx
      .insert(sessions)
      .values({ ...person, ...agent, tokenHash, idToken, providerSession, expiresAt, authenticatedAt });
  });
  return token;
}

/**
 * Ends the session of a token.
 * @returns its ID token, for signing out at the identity provider too; null in it for a sign-in by e-mail.
 * Null when there was no such session.
 */
export async function endSession(token: string): Promise<{ idToken: string | null } | null> {
  const [ended] = await db()
    .delete(sessions)
    .where(eq(sessions.tokenHash, hashToken(token)))
    .returning({ idToken: sessions.idToken });
  return ended ?? null;
}

type Row = {
  sessionId: string;
  customerId: string | null;
  staffId: string | null;
  role: "support" | "admin" | null;
  name: string | null;
  country: string | null;
  language: string | null;
};

// Every request runs this, so it is one statement; the session is noted as seen at most once a minute.
const find = statement<Row>(
  "find_viewer",
  `with live as (
     select * from sessions
     where token_hash = $1 and expires_at > now()
       and seen_at > now() - (case when staff_id is null then $2::float else $3::float end) * interval '1 hour'
   ), seen as (
     update sessions set seen_at = now()
     where id in (select id from live where seen_at < now() - interval '1 minute')
     returning staff_id
   ), noted as (
     update staff set seen_at = now() where id in (select staff_id from seen)
   )
   select live.id as "sessionId", c.id as "customerId", s.id as "staffId", s.role,
     coalesce(c.name, s.name) as name, c.country, c.language
   from live left join customers c on c.id = live.customer_id left join staff s on s.id = live.staff_id`,
);

/**
 * Who holds this session token; null when there is no such session or it has run out. One database round trip.
 * @param headers of the request: where it comes from, for what staff do
 */
export async function findViewer(
  token: string | null | undefined,
  headers = new Headers(),
): Promise<Viewer | null> {
  if (!token) return null;
  const { SESSION_IDLE_HOURS, STAFF_SESSION_IDLE_HOURS } = env();
  const [row] = await find(hashToken(token), SESSION_IDLE_HOURS, STAFF_SESSION_IDLE_HOURS);
  if (!row) return null;
  const { sessionId, customerId, staffId, role, name, country, language } = row;
  if (customerId) return { kind: "customer", id: customerId, sessionId, name, country, language };
  if (staffId && role) {
    const network = readAuditNetwork(headers);
    return { kind: "staff", id: staffId, sessionId, role, name, language: null, network };
  }
  return null;
}
