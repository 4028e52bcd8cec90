import type { errors } from "jose";
import { pool, sessions, statement, type Tx } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { getReference, hashPerson, log, logFailure, logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { readIdentityProvider } from "./identity-provider";
import { listIssuerForms } from "./issuer";
import { type LogoutToken, readLogoutToken } from "./read-logout-token";

// One statement, so that nothing changes between selecting sessions and deleting them. A session without a
// stored `sid` may be the one meant, so it ends too. Token times are whole seconds; replaying a token never
// ends sessions that began later.
const end = statement(
  "end_provider_sessions",
  { id: sessions.id },
  `with person as (
     select customer_id, staff_id from identities where issuer = any($1) and subject = $2
   ), theirs as (
     select s.id, s.provider_session from sessions s join person using (customer_id)
     union all
     select s.id, s.provider_session from sessions s join person using (staff_id)
   ), ended as (
     select id from sessions where provider_session = $3
     union
     select id from theirs where $3::text is null or provider_session is null
   )
   delete from sessions
   where id in (select id from ended) and id_token is not null
     and created_at < $4::timestamptz + interval '1 second'
   returning id`,
);

/** Logs why a token was refused, in no words of its own: anyone can send one. */
function logRefused(error: unknown): string {
  const reference = getReference();
  const { name, code, claim } = error as Partial<errors.JWTClaimValidationFailed>;
  log().warn({ what: "back-channel logout", reference, cause: code ?? name, claim });
  return reference;
}

/**
 * Ends the sessions that the identity provider logged out (OpenID Connect Back-Channel Logout 1.0): those of
 * its `sid`, or all of the person's. Sessions started by an e-mail code, or after the logout, continue.
 * @param token unverified, as received
 * @returns `not-found` without an identity provider; `token-refused` for an invalid logout token;
 * `unavailable` when the token cannot be verified now. Both failures are logged
 */
export async function logOutByProvider(
  token: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found" | "token-refused" | "unavailable">> {
  const settings = readIdentityProvider();
  if (!settings) return refuse("not-found");
  let ended: LogoutToken;
  try {
    ended = await readLogoutToken(token, settings);
  } catch (error) {
    const isOurs = error instanceof LarderError;
    const reference = isOurs ? logFailure("back-channel logout", error) : logRefused(error);
    const reason = isOurs ? "unavailable" : "token-refused";
    logSecurity("back-channel-logout.failed", { reason });
    return refuse(reason, { reference });
  }
  const { subject, providerSession, issuedAt } = ended;
  const rows = await end(tx, listIssuerForms(settings.issuer), subject, providerSession, issuedAt);
  const identity = subject && { identity: hashPerson(subject) };
  logSecurity("back-channel-logout.succeeded", { sessions: rows.length, ...identity });
  return succeed(undefined);
}
