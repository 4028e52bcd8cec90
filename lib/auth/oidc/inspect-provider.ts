import { createLocalJWKSet } from "jose";
import { z } from "zod";
import { fetchDiscovery } from "./discover";
import type { IdentityProvider } from "./identity-provider";

const endpoints = [
  "authorization_endpoint",
  "token_endpoint",
  "jwks_uri",
  "userinfo_endpoint",
  "end_session_endpoint",
] as const;

const Details = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  // The default of OpenID Connect Discovery 1.0, 3.
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});

/** What a provider says about itself. */
export type ProviderDetails = {
  /** Its endpoints, by their names in the discovery document. */
  endpoints: [name: string, url: string][];
  jwksUri: string;
  tokenUrl: string;
  /** Empty if it does not say. */
  algorithms: string[];
  authentications: string[];
  /** Seconds by which its clock is ahead of this machine's; null if it does not say. */
  ahead: number | null;
};

/**
 * Asks the identity provider about itself.
 * @param wait in milliseconds
 * @throws Error when it does not answer, or its discovery document is not right
 */
export async function inspectProvider(
  provider: Pick<IdentityProvider, "issuer" | "discoveryUrl">,
  wait: number,
): Promise<ProviderDetails> {
  const started = Date.now();
  const { document, headers } = await fetchDiscovery(provider, wait);
  const between = (started + Date.now()) / 2;
  const details = Details.safeParse(document);
  if (!details.success)
    throw new Error(`discovery has no valid ${details.error.issues.map(({ path }) => path[0]).join(", ")}`);
  // A cache in between tells how old its copy is. The header has whole seconds, cut off.
  const said = Date.parse(headers.get("date") ?? "") + (Number(headers.get("age")) || 0) * 1000 + 500;
  return {
    endpoints: endpoints.flatMap((name): [string, string][] => {
      const url = details.data[name];
      return url ? [[name, url]] : [];
    }),
    jwksUri: details.data.jwks_uri,
    tokenUrl: details.data.token_endpoint,
    algorithms: details.data.id_token_signing_alg_values_supported ?? [],
    authentications: details.data.token_endpoint_auth_methods_supported,
    ahead: Number.isNaN(said) ? null : (said - between) / 1000,
  };
}

/** Counts the provider's signing keys. @throws Error when they cannot be read, or there are none */
export async function countProviderKeys(jwksUri: string, wait: number): Promise<number> {
  const answer = await fetch(jwksUri, { signal: AbortSignal.timeout(wait) });
  if (!answer.ok) throw new Error(`${jwksUri} answers with status ${answer.status}`);
  const keys = createLocalJWKSet(await answer.json())
    .jwks()
    .keys.filter(({ use }) => use !== "enc").length;
  if (keys === 0) throw new Error(`${jwksUri} has no signing key`);
  return keys;
}

/**
 * Finds out whether the provider knows the client and its secret, with a code that does not exist.
 * @returns null if its answer does not tell
 */
export async function tryClient(
  tokenUrl: string,
  { clientId, clientSecret }: Pick<IdentityProvider, "clientId" | "clientSecret">,
  method: "client_secret_basic" | "client_secret_post",
  redirectUri: string,
  wait: number,
): Promise<boolean | null> {
  const form = { grant_type: "authorization_code", code: "none", redirect_uri: redirectUri };
  // RFC 6749, 2.3.1: each part is encoded like a form's value.
  const encode = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);
  const pair = `${encode(clientId)}:${encode(clientSecret)}`;
  const isBasic = method === "client_secret_basic";
  const answer = await fetch(tokenUrl, {
    method: "POST",
    headers: isBasic ? { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } : {},
    body: new URLSearchParams(isBasic ? form : { ...form, client_id: clientId, client_secret: clientSecret }),
    // A redirect could take the secret to another host.
    redirect: "manual",
    signal: AbortSignal.timeout(wait),
  });
  const { error } = z
    .object({ error: z.string() })
    .catch({ error: "" })
    .parse(await answer.json().catch(() => null));
  if (["invalid_client", "unauthorized_client"].includes(error)) return false;
  return error === "invalid_grant" ? true : null;
}
