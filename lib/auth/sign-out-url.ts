import { z } from "zod";
import { env } from "@/lib/env";
import { logFailure, newReference } from "@/lib/errors";
import { discoveryUrl, isSameIssuer } from "./issuer";

const Discovery = z.object({ issuer: z.string(), end_session_endpoint: z.url().optional() });

/**
 * The identity provider's address that ends its session and leads back to the welcome page
 * (OpenID Connect RP-Initiated Logout 1.0).
 * @returns null when the provider has no such address, or does not answer within 3 s, which is logged
 */
export async function signOutUrl(idToken: string | null): Promise<string | null> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, NEXTAUTH_URL } = env();
  try {
    const answer = await fetch(discoveryUrl(OIDC_ISSUER), { signal: AbortSignal.timeout(3000) });
    const { issuer, end_session_endpoint } = Discovery.parse(await answer.json());
    if (!isSameIssuer(issuer, OIDC_ISSUER)) throw new Error(`discovery speaks for another issuer: ${issuer}`);
    if (!end_session_endpoint) return null;
    const url = new URL(end_session_endpoint);
    if (idToken) url.searchParams.set("id_token_hint", idToken);
    url.searchParams.set("client_id", OIDC_CLIENT_ID);
    url.searchParams.set("post_logout_redirect_uri", `${NEXTAUTH_URL}/`);
    return url.href;
  } catch (error) {
    logFailure("sign-out at the identity provider", newReference(), error);
    return null;
  }
}
