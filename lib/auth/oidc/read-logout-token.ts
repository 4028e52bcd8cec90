import { jwtVerify } from "jose";
import { z } from "zod";
import { env } from "@/lib/env";
import type { readIdentityProvider } from "./identity-provider";
import { listIssuerForms } from "./issuer";
import { findProviderKey } from "./provider-keys";
import { ProviderSession, Subject } from "./read-claims";

const event = "http://schemas.openid.net/event/backchannel-logout";

/** By how many seconds the provider's clock may differ from ours. */
const clockTolerance = 30;

const Header = z.object({
  typ: z
    .string()
    .regex(/^(application\/)?(logout\+jwt|jwt)$/i)
    .optional(),
});

const Claims = z
  .object({
    iat: z.number().refine((seconds) => seconds <= Date.now() / 1000 + clockTolerance, "is in the future"),
    sub: Subject.optional(),
    sid: ProviderSession.optional(),
    events: z.object({ [event]: z.looseObject({}) }),
    // An ID token must not pass as a logout token, or the other way round.
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, "names neither sub nor sid");

/** The session or person that the identity provider logged out, at least one of them, and when it said so. */
export type LogoutToken = { subject: string | null; providerSession: string | null; issuedAt: Date };

/**
 * Reads a logout token and checks all that OpenID Connect Back-Channel Logout 1.0, 2.6 asks for.
 * @throws LarderError `keys-unavailable` when the signature cannot be checked now; any other error: it is no logout token
 */
export async function readLogoutToken(
  token: string,
  { issuer, clientId }: NonNullable<ReturnType<typeof readIdentityProvider>>,
): Promise<LogoutToken> {
  const { payload, protectedHeader } = await jwtVerify(token, findProviderKey(issuer), {
    algorithms: [env().OIDC_SIGNING_ALGORITHM],
    issuer: listIssuerForms(issuer),
    audience: clientId,
    requiredClaims: ["iat", "exp"],
    clockTolerance,
  });
  Header.parse(protectedHeader);
  const { sub, sid, iat } = Claims.parse(payload);
  return { subject: sub ?? null, providerSession: sid ?? null, issuedAt: new Date(iat * 1000) };
}
