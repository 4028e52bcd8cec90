// Reads the settings of each check on their own, so that a fault in others does not keep it from running.
import { buildDiscoveryUrl } from "@/lib/auth";
import { EnvError, readSettings } from "@/lib/env";
import { type QueueName, queueNames } from "@/lib/jobs";
import type { ProviderSettings } from "./check-provider";
import type { RowSettings } from "./check-rows";

export function readDatabase(): [url: string, pooler: "session" | "transaction"] {
  const { DATABASE_URL, DATABASE_POOLER } = readSettings(["DATABASE_URL", "DATABASE_POOLER"]);
  return [DATABASE_URL, DATABASE_POOLER];
}

/**
 * @returns null if nobody signs in at a provider
 * @throws EnvError if a setting for it is wrong or missing
 */
export function readProvider(): ProviderSettings | null {
  const given = readSettings([
    ...(["SIGN_IN", "NEXTAUTH_URL", "OIDC_ISSUER", "OIDC_DISCOVERY_URL", "OIDC_CLIENT_ID"] as const),
    ...(["OIDC_CLIENT_SECRET", "OIDC_SIGNING_ALGORITHM", "OIDC_CLIENT_AUTHENTICATION"] as const),
  ]);
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  if (!given.SIGN_IN.includes("oidc")) return null;
  if (!issuer || !clientId || !clientSecret)
    throw new EnvError(["A setting of the identity provider is missing."]);
  return {
    ...{ issuer, clientId, clientSecret },
    discoveryUrl: given.OIDC_DISCOVERY_URL ?? buildDiscoveryUrl(issuer),
    algorithm: given.OIDC_SIGNING_ALGORITHM,
    authentication: given.OIDC_CLIENT_AUTHENTICATION,
    portalUrl: given.NEXTAUTH_URL,
  };
}

export function readRowSettings(): RowSettings {
  const given = readSettings(["DASH_COUNTRY_REGIONS", "SIGN_IN", "OIDC_MATCH_EMAIL"]);
  return {
    countryRegions: given.DASH_COUNTRY_REGIONS,
    signsInAtProvider: given.SIGN_IN.includes("oidc"),
    signsInByEmail: given.SIGN_IN.includes("email") || given.OIDC_MATCH_EMAIL,
  };
}

/** Lists the queues that a worker with these settings works on. */
export const readQueues = (): readonly QueueName[] =>
  readSettings(["SMTP_URL"]).SMTP_URL ? queueNames : queueNames.filter((name) => name !== "mail");
