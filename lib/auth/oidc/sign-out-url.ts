import { logFailure } from "@/lib/observability";
import { routes, toAbsolute } from "@/lib/routes";
import { discover } from "./discover";
import { readIdentityProvider } from "./identity-provider";

/**
 * Builds the URL that ends the session at the identity provider and then returns to the welcome page (OpenID
 * Connect RP-Initiated Logout 1.0).
 * @returns null without a provider or an end-session endpoint, or (logged) when the provider takes longer
 * than 3 s
 */
export async function buildSignOutUrl(idToken: string | null): Promise<string | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  try {
    const { end_session_endpoint } = await discover(settings, 3000);
    if (!end_session_endpoint) return null;
    const url = new URL(end_session_endpoint);
    if (idToken) url.searchParams.set("id_token_hint", idToken);
    url.searchParams.set("client_id", settings.clientId);
    url.searchParams.set("post_logout_redirect_uri", toAbsolute(routes.welcome()));
    return url.href;
  } catch (error) {
    logFailure("sign-out at the identity provider", error);
    return null;
  }
}
