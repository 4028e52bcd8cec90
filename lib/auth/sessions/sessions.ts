import { eq } from "drizzle-orm";
import {
  customers,
  liveSession,
  nullable,
  pool,
  sessions,
  signIns,
  staff,
  statement,
  type Tx,
  transaction,
} from "@/lib/db";
import { env } from "@/lib/env";
import { readAuditNetwork } from "@/lib/http";
import { logSecurity, namePerson } from "@/lib/observability";
import { createSessionScope, type Id, type SessionScope } from "@/lib/scope";
import type { SignedIn } from "@/lib/viewer";
import type { SignInReport } from "../oidc/report-sign-in";
import type { Agent } from "../types";
import { hashToken, newToken } from "./tokens";

/** The customer or member of staff that a session belongs to. */
export type Person = { customerId: Id; staffId?: never } | { staffId: Id; customerId?: never };

const hour = 3600_000;

/** Computes when a session that starts now ends at the latest. */
export function computeSessionEnd(person: Person): Date {
  const { SESSION_MAX_HOURS, STAFF_SESSION_MAX_HOURS } = env();
  return new Date(Date.now() + (person.staffId ? STAFF_SESSION_MAX_HOURS : SESSION_MAX_HOURS) * hour);
}

type Details = {
  /** Defaults to the identity provider. */
  method?: "email" | "oidc";
  idToken: string | null;
  /** The identity provider's session behind this one. */
  providerSession?: string | null;
  /** Token of the browser's previous session. */
  oldToken: string | null;
  expiresAt: Date;
  agent: Agent;
  /** Of the request, as AUDIT_ADDRESS says. */
  network?: string | null;
  /** Defaults to now. */
  authenticatedAt?: Date;
  /** What the identity provider sent about an administrator. */
  claims?: SignInReport | null;
};

/**
 * Starts a session and ends the browser's previous one, in one transaction. Keeps a customer's sign-in for their
 * account page.
 * @returns the raw token for the cookie
 */
export async function startSession(person: Person, details: Details, tx: Tx = pool()): Promise<string> {
  const { oldToken, agent, method = "oidc", network = null, ...rest } = details;
  const { customerId } = person;
  const token = newToken();
  await transaction(async (within) => {
    if (oldToken) await within.delete(sessions).where(eq(sessions.tokenHash, hashToken(oldToken)));
    await within.insert(sessions).values({ ...person, ...agent, ...rest, tokenHash: hashToken(token) });
    if (customerId) await within.insert(signIns).values({ customerId, method, ...agent, network });
  }, tx);
  logSecurity("sign-in.succeeded", { by: method, ...namePerson(person) });
  return token;
}

/**
 * Ends the session with this token.
 * @returns its ID token, for signing out at the identity provider (null inside for a sign-in by e-mail); null
 * when there was no such session
 */
export async function endSession(token: string, tx: Tx = pool()): Promise<{ idToken: string | null } | null> {
  const [ended] = await tx
    .delete(sessions)
    .where(eq(sessions.tokenHash, hashToken(token)))
    .returning({
      idToken: sessions.idToken,
      customerId: sessions.customerId,
      staffId: sessions.staffId,
    });
  if (!ended) return null;
  const { idToken, ...person } = ended;
  logSecurity("sign-out", namePerson(person));
  return { idToken };
}

// One statement, since every page runs it.
const find = statement(
  "find_viewer",
  {
    sessionId: sessions.id,
    customerId: nullable(customers.id),
    staffId: nullable(staff.id),
    role: nullable(staff.role),
    name: customers.name,
    country: customers.country,
    language: customers.language,
  },
  `with ${liveSession}
   select live.id as "sessionId", c.id as "customerId", s.id as "staffId", s.role,
     coalesce(c.name, s.name) as name, c.country, c.language
   from live left join customers c on c.id = live.customer_id left join staff s on s.id = live.staff_id`,
);

/** Returns the scope of the session with this token, for what is found together with it. */
export function sessionScope(token: string): SessionScope {
  const { SESSION_IDLE_HOURS: customer, STAFF_SESSION_IDLE_HOURS: staff } = env();
  return createSessionScope({ tokenHash: hashToken(token), idleHours: { customer, staff } });
}

/**
 * Finds the viewer that a session token belongs to; null when the session is unknown or expired. One database
 * round trip.
 * @param headers of the request, for the network address that the audit keeps for staff
 */
export async function findViewer(
  token: string | null | undefined,
  headers = new Headers(),
  tx: Tx = pool(),
): Promise<SignedIn | null> {
  if (!token) return null;
  const { tokenHash, idleHours } = sessionScope(token);
  const [row] = await find(tx, tokenHash, idleHours.customer, idleHours.staff);
  if (!row) return null;
  const { sessionId, customerId, staffId, role, name, country, language } = row;
  if (customerId) return { kind: "customer", id: customerId, sessionId, name, country, language };
  if (staffId && role) {
    const network = readAuditNetwork(headers);
    return { kind: "staff", id: staffId, sessionId, role, name, language: null, network };
  }
  return null;
}
