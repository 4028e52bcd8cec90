import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { LarderError } from "@/lib/errors";
import { discover } from "./discover";
import type { IdentityProvider } from "./identity-provider";

/** Timeout for the provider, and how long its discovery document is cached, in milliseconds. */
const [wait, life] = [5000, 600_000];

type Provider = Pick<IdentityProvider, "issuer" | "discoveryUrl">;

let known: { url: string; until: number; keys: Promise<JWTVerifyGetKey> } | null = null;

/** Fetches an issuer's signing keys on first use, and again when a key is missing. */
function fetchKeys(provider: Provider): Promise<JWTVerifyGetKey> {
  const url = provider.discoveryUrl;
  if (known?.url === url && known.until > Date.now()) return known.keys;
  const keys = discover(provider, wait).then(({ jwks_uri }) => {
    if (!jwks_uri) throw new Error("discovery names no jwks_uri");
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: wait });
  });
  known = { url, until: Date.now() + life, keys };
  keys.catch(() => {
    if (known?.keys === keys) known = null;
  });
  return keys;
}

/**
 * Finds the issuer's published key that signed a token.
 * @throws LarderError `keys-unavailable` when the keys cannot be fetched; a JOSEError when none matches
 */
export const findProviderKey =
  (provider: Provider): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await (await fetchKeys(provider))(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
        throw cause;
      throw new LarderError("keys-unavailable", "the identity provider's keys could not be fetched", {
        cause,
      });
    }
  };
