import { z } from "zod";
import { env } from "@/lib/env";
import { logFailure, newReference } from "@/lib/errors";
import { identityProvider } from "./identity-provider";
import { discoveryUrl, isSameIssuer } from "./issuer";

const Discovery = z.object({ issuer: z.string(), end_session_endpoint: z.url().optional() });

/**
 * The identity provider's address that ends its session and leads back to the welcome page
 * (OpenID Connect RP-Initiated Logout 1.0).
 * @returns null when there is no provider, when it has no such address, or does not answer within 3 s, which is logged
 */
export async function signOutUrl(idToken: string | null): Promise<string | null> {
  const settings = identityProvider();
  if (!settings) return null;
  const { issuer: expected, clientId } = settings;
  try {
    const answer = await fetch(discoveryUrl(expected), { signal: AbortSignal.timeout(3000) });
    const { issuer, end_session_endpoint } = Discovery.parse(await answer.json());
    if (!isSameIssuer(issuer, expected)) throw new Error(`discovery speaks for another issuer: ${issuer}`);
    if (!end_session_endpoint) return null;
    const url = new URL(end_session_endpoint);
    if (idToken) url.searchParams.set("id_token_hint", idToken);
    url.searchParams.set("client_id", clientId);
    url.searchParams.set("post_logout_redirect_uri", `${env().NEXTAUTH_URL}/`);
    return url.href;
  } catch (error) {
    logFailure("sign-out at the identity provider", newReference(), error);
    return null;
  }
}
