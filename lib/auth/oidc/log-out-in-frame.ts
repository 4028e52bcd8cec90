import { z } from "zod";
import { pool, sessions, statement, type Tx } from "@/lib/db";
import { logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { readIdentityProvider } from "./identity-provider";
import { isSameIssuer } from "./issuer";
import { ProviderSession } from "./read-claims";

const end = statement(
  "end_framed_sessions",
  { id: sessions.id },
  "delete from sessions where provider_session = $1 and id_token is not null returning id",
);

const Parameters = z.strictObject({ iss: z.tuple([z.string()]), sid: z.tuple([ProviderSession]) });

/**
 * Ends the sessions of a session at the identity provider, whose page loads this in a frame (OpenID Connect
 * Front-Channel Logout 1.0). It needs no cookie: whoever knows the `sid`, which the provider chose at random, may end
 * what belongs to it.
 * @param query each parameter with all its values
 * @returns `not-found` without an identity provider; `token-refused` unless there is one `iss`, the provider's, and
 * one `sid`. An unknown `sid` is no failure
 */
export async function logOutInFrame(
  query: Record<"iss" | "sid", string[]>,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found" | "token-refused">> {
  const settings = readIdentityProvider();
  if (!settings) return refuse("not-found");
  const read = Parameters.safeParse(query);
  if (!read.success || !isSameIssuer(read.data.iss[0], settings.issuer)) return refuse("token-refused");
  const rows = await end(tx, read.data.sid[0]);
  if (rows.length > 0) logSecurity("front-channel-logout.succeeded", { sessions: rows.length });
  return succeed(undefined);
}
