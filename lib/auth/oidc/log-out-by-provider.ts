import { statement } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { logFailure, newReference } from "@/lib/observability";
import { readIdentityProvider } from "./identity-provider";
import { listIssuerForms } from "./issuer";
import { type LogoutToken, readLogoutToken } from "./read-logout-token";

// A session that began before providers' sessions were noted may be any of the person's: it ends, too.
// Times in a token are whole seconds, and what began after them is not meant, however often it is sent.
const end = statement(
  "end_provider_sessions",
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
     and created_at < $4::timestamptz + interval '1 second'`,
);

const endSessions = (issuer: string, { subject, providerSession, issuedAt }: LogoutToken) =>
  end(listIssuerForms(issuer), subject, providerSession, issuedAt);

/**
 * Ends the sessions that the identity provider says have ended (OpenID Connect Back-Channel Logout 1.0): those of its
 * session, or all that the person has through it. Sessions by a code, and those that began later, go on.
 * @param token as it came
 * @returns null where there is no identity provider; `refused` for what is no logout token of its, `unavailable` while
 * that cannot be told. Both are logged
 */
export async function logOutByProvider(token: string): Promise<"ended" | "refused" | "unavailable" | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  let ended: LogoutToken;
  try {
    ended = await readLogoutToken(token, settings);
  } catch (error) {
    logFailure("back-channel logout", newReference(), error);
    return error instanceof LarderError ? "unavailable" : "refused";
  }
  await endSessions(settings.issuer, ended);
  return "ended";
}
