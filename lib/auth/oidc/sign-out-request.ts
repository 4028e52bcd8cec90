import { logFailure } from "@/lib/observability";
import { routes, toAbsolute } from "@/lib/routes";
import { discover } from "./discover";
import { readIdentityProvider } from "./identity-provider";
import { listLocales } from "./ui-locales";

/** What ends a session at the identity provider: the address, and the parameters for it. */
export type SignOutRequest = { endpoint: string; parameters: Record<string, string> };

/**
 * Builds the request that ends the session at the identity provider and then returns to the welcome page (OpenID
 * Connect RP-Initiated Logout 1.0).
 * @param language of the pages so far
 * @returns null without a provider or an end-session endpoint, or (logged) when the provider takes longer
 * than 3 s
 */
export async function buildSignOutRequest(
  idToken: string | null,
  language: string,
): Promise<SignOutRequest | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  try {
    const { end_session_endpoint } = await discover(settings, 3000);
    if (!end_session_endpoint) return null;
    return {
      endpoint: end_session_endpoint,
      parameters: {
        ...(idToken && { id_token_hint: idToken }),
        client_id: settings.clientId,
        post_logout_redirect_uri: toAbsolute(routes.welcome()),
        ui_locales: listLocales(language),
      },
    };
  } catch (error) {
    logFailure("sign-out at the identity provider", error);
    return null;
  }
}

/** Writes the request as an address, for providers that take no form. */
export function writeSignOutUrl({ endpoint, parameters }: SignOutRequest): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
