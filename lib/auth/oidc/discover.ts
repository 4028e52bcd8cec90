import { z } from "zod";
import type { IdentityProvider } from "./identity-provider";
import { isSameIssuer } from "./issuer";

const web = z.url({ protocol: /^https?$/ });

const Discovery = z.object({
  issuer: z.string(),
  jwks_uri: web.optional(),
  end_session_endpoint: web.optional(),
});

type Provider = Pick<IdentityProvider, "issuer" | "discoveryUrl">;

/**
 * Fetches an issuer's discovery document (OpenID Connect Discovery 1.0).
 * @param wait in milliseconds
 * @throws when the issuer does not answer in time, or the document is malformed or names another issuer
 */
export const discover = async (provider: Provider, wait: number): Promise<z.infer<typeof Discovery>> =>
  Discovery.parse((await fetchDiscovery(provider, wait)).document);

/**
 * Fetches the document as it stands there, after a look at its issuer.
 * @returns it with the headers of the answer
 * @throws as discover
 */
export async function fetchDiscovery(
  { issuer, discoveryUrl }: Provider,
  wait: number,
): Promise<{ document: Record<string, unknown>; headers: Headers }> {
  const answer = await fetch(discoveryUrl, { signal: AbortSignal.timeout(wait) });
  if (!answer.ok) throw new Error(`${discoveryUrl} answers with status ${answer.status}`);
  const text = await answer.text();
  const document = z.looseObject({ issuer: z.string() }).safeParse(parseJson(text)).data;
  if (!document) throw new Error(`${discoveryUrl} is no discovery document`);
  if (!isSameIssuer(document.issuer, issuer))
    throw new Error(`discovery speaks for another issuer: ${document.issuer}`);
  return { document, headers: answer.headers };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
