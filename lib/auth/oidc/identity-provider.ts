import { env } from "@/lib/env";
import { buildDiscoveryUrl } from "./issuer";

/** Reads the settings of the partner's identity provider; null if people sign in by e-mail only. */
export function readIdentityProvider() {
  const { SIGN_IN, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_DISCOVERY_URL } = env();
  if (!SIGN_IN.includes("oidc") || !OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    discoveryUrl: OIDC_DISCOVERY_URL ?? buildDiscoveryUrl(OIDC_ISSUER),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
  };
}

/** The partner's identity provider. */
export type IdentityProvider = NonNullable<ReturnType<typeof readIdentityProvider>>;
