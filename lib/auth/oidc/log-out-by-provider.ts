import { pool, statement, type Tx } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { logFailure, newReference } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { readIdentityProvider } from "./identity-provider";
import { listIssuerForms } from "./issuer";
import { type LogoutToken, readLogoutToken } from "./read-logout-token";

// One statement: whose sessions end is decided while they are deleted. A session without a noted provider session may
// be any of the person's, so it ends too. Times in a token are whole seconds; sessions that began later go on, however
// often the token is sent.
const end = statement(
  "end_provider_sessions",
  {},
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

/**
 * Ends the sessions that the identity provider says have ended (OpenID Connect Back-Channel Logout 1.0): those of its
 * session, or all that the person has through it. Sessions by a code, and those that began later, go on.
 * @param token as it came
 * @returns `not-found` where there is no identity provider; `token-refused` for anything but a logout token of its,
 * `unavailable` while that cannot be told, both logged
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
    const reference = newReference();
    logFailure("back-channel logout", reference, error);
    return refuse(error instanceof LarderError ? "unavailable" : "token-refused", { reference });
  }
  const { subject, providerSession, issuedAt } = ended;
  await end(tx, listIssuerForms(settings.issuer), subject, providerSession, issuedAt);
  return succeed(undefined);
}
