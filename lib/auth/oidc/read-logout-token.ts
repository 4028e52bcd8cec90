import { jwtVerify } from "jose";
import { z } from "zod";
import { env } from "@/lib/env";
import type { IdentityProvider } from "./identity-provider";
import { listIssuerForms } from "./issuer";
import { findProviderKey } from "./provider-keys";
import { ProviderSession, Subject } from "./read-claims";

const event = "http://schemas.openid.net/event/backchannel-logout";

/** Allowed clock skew between the provider and us, in seconds. */
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
    // A nonce would make it an ID token, which must not pass as a logout token.
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, "names neither sub nor sid");

/** The session, the person or both that the identity provider logged out, and when. At least one is set. */
export type LogoutToken = { subject: string | null; providerSession: string | null; issuedAt: Date };

/**
 * Verifies and reads a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).
 * @throws LarderError `keys-unavailable` when the signature cannot be checked now; any other error when it is
 * invalid
 */
export async function readLogoutToken(token: string, provider: IdentityProvider): Promise<LogoutToken> {
  const { issuer, clientId } = provider;
  const { payload, protectedHeader } = await jwtVerify(token, findProviderKey(provider), {
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
