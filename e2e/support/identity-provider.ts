import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type DemoPerson, demoPeople } from "../../launcher/demo-data";
import { cleanEnvironment } from "../../launcher/environment";
import { root } from "../../launcher/paths";
import { clientId } from "../../launcher/portal";
import { startNode, waitForReadyLine } from "../../launcher/processes";
import { readPortalOptions } from "./portals";

export type IdentityProvider = { issuer: string; stop(): Promise<void> };

/** Makes a person that the global setup's provider does not have. */
export const makePerson = (subject: string, name: string, country?: string): DemoPerson => ({
  subject,
  name,
  country,
  email: `${subject}@example.com`,
  emailVerified: true,
  locale: "en-GB",
  about: "only in this test",
});

/**
 * Starts another identity provider, for portals at other URLs and with additional people.
 * @param logoutUrl for back-channel logout, with which its ID tokens have a `sid`
 */
export async function startIdentityProvider(
  portalUrls: string[],
  further: DemoPerson[],
  logoutUrl?: string,
): Promise<IdentityProvider> {
  const { clientSecret, logs } = readPortalOptions();
  const directory = path.join(root, "test-results/sandbox");
  mkdirSync(directory, { recursive: true });
  const people = path.join(directory, `people-${further[0]?.subject}.json`);
  writeFileSync(people, JSON.stringify([...further, ...demoPeople]));
  const child = await startNode(
    "Another identity provider",
    [
      ...["--import", "tsx", "sandbox/identity/main.ts", "--port", "0", "--people", people],
      ...["--client-id", clientId, "--client-secret", clientSecret, "--name", "Hearthby"],
      ...portalUrls.flatMap((url) => [
        "--redirect-uri",
        `${url}/api/auth/callback/oidc`,
        "--post-logout-redirect-uri",
        new URL(url).pathname === "/" ? `${url}/` : url,
      ]),
      ...(logoutUrl ? ["--backchannel-logout-uri", logoutUrl] : []),
    ],
    {
      env: cleanEnvironment(),
      logPath: path.join(logs ?? directory, `identity-${further[0]?.subject}.log`),
    },
  );
  try {
    const { issuer } = await waitForReadyLine<{ issuer: string }>(child);
    return { issuer, stop: () => child.stop() };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
