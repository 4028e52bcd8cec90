import { createHmac } from "node:crypto";
import type { pino } from "pino";
import { env } from "@/lib/env";
import type { ProblemCode } from "@/lib/errors";
import { getRequest } from "./context";
import { log } from "./log";
import { count } from "./metrics";

declare const hashBrand: unique symbol;
/** Stands for a person or their address: always the same, and nobody can tell whose without the secret. */
export type PersonHash = string & { readonly [hashBrand]: true };

/** Of a customer or of a member of staff. */
type Ids = { customerId?: string | null; staffId?: string | null };
type Person = { customer: PersonHash } | { staffId: string };
type Method = "email" | "oidc";
/** Why the provider sent nobody: it refused, no sign-in was open in the browser, or its answer was wrong. */
type ProviderFault = "cancelled" | "no-access" | "unconfirmed" | "again" | "provider";

/** All events with their fields. docs/security-log.md says what each field means. */
type Events = {
  /** A session started. */
  "sign-in.succeeded": Person & { by: Method };
  /** Somebody was not signed in. */
  "sign-in.failed": {
    by: Method;
    reason: ProblemCode | ProviderFault;
    address?: PersonHash;
    identity?: PersonHash;
  };
  /** A code was asked for. Whether anybody has the address is not known yet. */
  "code.requested": { purpose: "sign-in" | "change-email"; address: PersonHash };
  /** A person signed out. */
  "sign-out": Person;
  /** Sessions ended: a person's own, those of staff by an administrator (`endedBy`), or with a new address or a lost role. */
  "sessions.ended": Person & {
    reason: "one" | "everywhere" | "address" | "administrator" | "role";
    sessions: number;
    endedBy?: string;
  };
  /** The identity provider signed a person out. */
  "back-channel-logout.succeeded": { sessions: number; identity?: PersonHash };
  /** A page of the identity provider signed its browser out. */
  "front-channel-logout.succeeded": { sessions: number };
  /** A logout token was refused, or could not be verified. */
  "back-channel-logout.failed": { reason: "token-refused" | "unavailable" };
  /** A signed-in person lacks the role, or a key the scope. */
  "access.denied":
    | (Person & { reason: "role" })
    | { keyId: string; reason: "scope"; scopes: readonly string[] };
  /** A form came from another site. */
  "origin.refused": Record<never, never>;
  /** A request that no browser sends was refused before anything else saw it. */
  "request.refused": { status: number };
  /** A limit was reached; `subject` is whom or what it counts. */
  "limit.reached": { limit: string; subject?: PersonHash };
  /** A claim code was wrong, or its unit belongs to somebody. */
  "claim.refused": { customer: PersonHash };
  /** A request came with a valid key; `operation` is null if there is none at that address. */
  "key.used": { keyId: string; operation: string | null };
  /** A request to the API came without a valid key. */
  "key.refused": { reason: "unknown" | "expired" | "revoked"; keyId?: string };
  /** An administrator made a key. */
  "key.created": { keyId: string; staffId: string };
  /** An administrator revoked a key. */
  "key.revoked": { keyId: string; staffId: string };
  /** Somebody signed in with another role than the last time; null is none. */
  "role.changed": { staffId: string; before: string | null; after: string | null };
  /** A customer changed their e-mail address. */
  "email.changed": { customer: PersonHash; address: PersonHash };
  /** A customer's new e-mail address was not confirmed. */
  "email.change-failed": { customer: PersonHash; reason: ProblemCode };
  /** A customer downloaded their data, or an administrator or a system of the partner did. */
  "account.exported": { customer: PersonHash; by: "customer" | "staff" | "partner" };
  /** A customer deleted their account, or an administrator did it for them, or the partner through the API. */
  "account.deleted": { customer: PersonHash; by: "customer" | "staff" | "partner" };
};

/** The name of a security event. */
type SecurityEvent = keyof Events;

/** The severity of each event. */
export const securityEvents: Record<SecurityEvent, "info" | "warn"> = {
  "sign-in.succeeded": "info",
  "sign-in.failed": "warn",
  "code.requested": "info",
  "sign-out": "info",
  "sessions.ended": "info",
  "back-channel-logout.succeeded": "info",
  "front-channel-logout.succeeded": "info",
  "back-channel-logout.failed": "warn",
  "access.denied": "warn",
  "origin.refused": "warn",
  "request.refused": "warn",
  "limit.reached": "warn",
  "claim.refused": "warn",
  "key.used": "info",
  "key.refused": "warn",
  "key.created": "info",
  "key.revoked": "info",
  "role.changed": "info",
  "email.changed": "info",
  "email.change-failed": "warn",
  "account.exported": "info",
  "account.deleted": "info",
};

// On globalThis, like the log itself. Its own level, because LOG_LEVEL must not silence it.
const shared = globalThis as { larderSecurityLog?: pino.Logger };
const securityLog = (): pino.Logger => {
  shared.larderSecurityLog ??= log().child({ kind: "security" }, { level: "info" });
  return shared.larderSecurityLog;
};

/** Writes a security event: one line of the log, with the network of the request. */
export function logSecurity<Event extends SecurityEvent>(event: Event, details: Events[Event]): void {
  securityLog()[securityEvents[event]]({ event, network: getRequest()?.network() ?? null, ...details });
  count("securityEvents", { event });
  counted[event]?.(details as never);
}

/** Events that have a metric of their own. */
const counted: { [Event in SecurityEvent]?: (details: Events[Event]) => void } = {
  "sign-in.succeeded": ({ by }) => count("signIns", { by, result: "succeeded" }),
  "sign-in.failed": ({ by, reason }) => count("signIns", { by, result: reason }),
  "code.requested": ({ purpose }) => count("codes", { purpose }),
  "limit.reached": ({ limit }) => count("limits", { limit }),
  "back-channel-logout.succeeded": () => count("backChannel", { result: "succeeded" }),
  "back-channel-logout.failed": ({ reason }) => count("backChannel", { result: reason }),
};

const sign = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/**
 * Hashes a customer's id, an address or an identity provider's subject for the security log, ignoring case: HMAC-SHA-256
 * with a key that derives from NEXTAUTH_SECRET, cut to 16 bytes, in base64url.
 */
export function hashPerson(text: string): PersonHash {
  const hash = sign(sign(env().NEXTAUTH_SECRET, "security log"), text.toLowerCase());
  return hash.subarray(0, 16).toString("base64url") as PersonHash;
}

/** Names a person as the security log may: a customer by a hash, a member of staff by their id. */
export const namePerson = ({ customerId, staffId }: Ids): Person =>
  customerId ? { customer: hashPerson(customerId) } : { staffId: staffId ?? "" };
