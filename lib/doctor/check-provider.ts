import { countProviderKeys, inspectProvider, tryClient } from "@/lib/auth";
import { isLoopback } from "@/lib/env";
import { judgeClock } from "@/lib/health";
import { routes } from "@/lib/routes";
import { explainRequest } from "./explain-request";
import { fail, fine, judge, note } from "./findings";
import type { Finding } from "./types";

export type ProviderSettings = {
  issuer: string;
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  algorithm: string;
  authentication: "client_secret_basic" | "client_secret_post";
  /** NEXTAUTH_URL. */
  portalUrl: string;
};

/**
 * Checks the identity provider: its discovery document, keys, algorithms, clock, and the client.
 * @param wait in milliseconds, for each request
 */
export async function checkProvider(settings: ProviderSettings | null, wait: number): Promise<Finding[]> {
  if (!settings) return [note("Customers sign in by e-mail only; there is no identity provider.")];
  const { issuer, algorithm, authentication, portalUrl } = settings;
  const register = listAddresses(portalUrl);
  try {
    const { endpoints, jwksUri, tokenUrl, algorithms, authentications, ahead } = await inspectProvider(
      settings,
      wait,
    );
    const [keys, client] = await Promise.all([
      checkKeys(jwksUri, wait),
      checkClient(settings, tokenUrl, register.callback, wait),
    ]);
    return [
      fine(`${issuer} answers and names itself.`),
      checkEndpoints(endpoints),
      keys,
      judge({
        met: `It signs with ${algorithm}.`,
        hindrance:
          algorithms.length === 0 || algorithms.includes(algorithm)
            ? null
            : {
                what: `It does not sign with ${algorithm}.`,
                fix: `Set OIDC_SIGNING_ALGORITHM to one of ${algorithms.join(", ")}.`,
              },
      }),
      judge({
        met: `It takes ${authentication}.`,
        hindrance: authentications.includes(authentication)
          ? null
          : {
              what: `It does not take ${authentication}.`,
              fix: `Set OIDC_CLIENT_AUTHENTICATION to one of ${authentications.join(", ")}.`,
            },
      }),
      client,
      ahead === null ? note("It does not say what time it is.") : judge(judgeClock("The provider's", ahead)),
      ...listNotes(register),
    ];
  } catch (error) {
    const { reason, fix } = explainRequest(error);
    const advice = /speaks for another issuer/.test(reason)
      ? "Set OIDC_ISSUER to that one, or OIDC_DISCOVERY_URL to the document of this one."
      : /answers with status 5/.test(reason)
        ? "The provider is out of order: see its log. If it never worked, correct OIDC_ISSUER or set OIDC_DISCOVERY_URL."
        : /answers with status|no discovery|no valid/.test(reason)
          ? "Correct OIDC_ISSUER, or set OIDC_DISCOVERY_URL."
          : fix;
    return [fail({ what: `${issuer} cannot be used: ${reason}.`, fix: advice }), ...listNotes(register)];
  }
}

const listAddresses = (portalUrl: string) => ({
  callback: `${portalUrl}/api/auth/callback/oidc`,
  // At the root of its host, with a slash.
  "after sign-out": new URL(portalUrl).href,
  "back-channel logout": portalUrl + routes.backChannelLogout.pattern,
});

const listNotes = (register: ReturnType<typeof listAddresses>) =>
  Object.entries(register).map(([what, url]) => note(`Register there, for ${what}: ${url}`));

/** Whether others on the network can read what is sent there. */
function isOpen(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol !== "https:" && !isLoopback(hostname);
}

function checkEndpoints(endpoints: [name: string, url: string][]): Finding {
  const open = endpoints.filter(([, url]) => isOpen(url));
  if (open.length === 0) return fine("Its endpoints have https, or are on this machine.");
  return fail({
    what: `Without https: its ${open.map(([name]) => name).join(", ")}.`,
    fix: "Have the provider name https addresses, for example with its setting of its public address.",
  });
}

async function checkKeys(jwksUri: string, wait: number): Promise<Finding> {
  try {
    const count = await countProviderKeys(jwksUri, wait);
    return fine(`It has ${count} signing ${count === 1 ? "key" : "keys"}.`);
  } catch (error) {
    const { reason, fix } = explainRequest(error);
    return fail({ what: `Its keys cannot be read: ${reason}.`, fix });
  }
}

async function checkClient(
  { clientId, clientSecret, authentication }: ProviderSettings,
  tokenUrl: string,
  callback: string,
  wait: number,
): Promise<Finding> {
  if (isOpen(tokenUrl)) return note("The client is not checked: its secret would travel unencrypted.");
  const isKnown = await tryClient(tokenUrl, { clientId, clientSecret }, authentication, callback, wait).catch(
    () => null,
  );
  if (isKnown) return fine(`It knows the client ${clientId} and its secret.`);
  if (isKnown === null) return note("Whether it knows the client, its answer does not tell.");
  return fail({
    what: `It does not know the client ${clientId} with this secret.`,
    fix: "Correct OIDC_CLIENT_ID or OIDC_CLIENT_SECRET: secrets expire at some providers.",
  });
}
