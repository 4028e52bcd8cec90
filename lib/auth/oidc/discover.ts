import { z } from "zod";
import type { IdentityProvider } from "./identity-provider";
import { isSameIssuer } from "./issuer";

const Discovery = z.object({
  issuer: z.string(),
  jwks_uri: z.url().optional(),
  end_session_endpoint: z.url().optional(),
});

/**
 * Fetches an issuer's discovery document (OpenID Connect Discovery 1.0).
 * @param wait in milliseconds
 * @throws when the issuer does not answer in time, or the document is malformed or names another issuer
 */
export async function discover(
  { issuer, discoveryUrl }: Pick<IdentityProvider, "issuer" | "discoveryUrl">,
  wait: number,
): Promise<z.infer<typeof Discovery>> {
  const answer = await fetch(discoveryUrl, { signal: AbortSignal.timeout(wait) });
  const discovery = Discovery.parse(await answer.json());
  if (!isSameIssuer(discovery.issuer, issuer))
    throw new Error(`discovery speaks for another issuer: ${discovery.issuer}`);
  return discovery;
}
