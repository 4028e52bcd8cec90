// A portal as in production: https under its own host name, and real Amazon URLs in the address bar.
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type LaunchOptions } from "playwright/test";
import type { DemoPerson } from "../../launcher/demo-data";
import type { Portal, PortalOptions } from "../../launcher/portal";
import { type IdentityProvider, startIdentityProvider } from "./identity-provider";
import { reservePortal, startOtherPortal } from "./portals";
import { startTlsProxy, type TlsProxy } from "./tls-proxy";

export type Production = {
  portal: Portal;
  identity: IdentityProvider;
  proxy: TlsProxy;
  /** A browser that finds the portal and the sandbox under their public names. */
  browser: BrowserContext;
  stop(): Promise<void>;
};

/**
 * Starts it, with an identity provider of its own.
 * @param home NEXTAUTH_URL
 * @param people whom the provider has
 */
export async function startProduction(
  home: string,
  people: DemoPerson[],
  launchOptions: LaunchOptions,
  { env, directory }: Pick<PortalOptions, "env" | "directory">,
): Promise<Production> {
  const { host } = new URL(home);
  const { port } = await reservePortal();
  const proxy = await startTlsProxy(host, port);
  const identity = await startIdentityProvider([home], people);
  const ours = { NEXTAUTH_URL: home, TRUSTED_PROXIES: "1", OIDC_ISSUER: identity.issuer };
  const amazons = ["EU", "NA", "FE", "APP"].map((name) => [`DASH_ENDPOINT_${name}`, undefined]);
  const portal = await startOtherPortal({
    port,
    directory,
    env: { ...ours, ...env, ...Object.fromEntries(amazons) },
  });

  const tls = process.env.E2E_SANDBOX_TLS_PORT;
  const rules = [
    `MAP ${host} 127.0.0.1:${proxy.port}`,
    ...["drs-web-eu.amazon.co.uk", "drs-web.amazon.com", "drs-web.amazon.co.jp", "alexa.amazon.com"].map(
      (name) => `MAP ${name} 127.0.0.1:${tls}`,
    ),
  ];
  const profile = path.join(os.tmpdir(), `larder-production-${process.pid}-${port}`);
  const browser = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    // Playwright turns it off, people's browsers have it.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: [
      ...(launchOptions.args ?? []),
      `--host-resolver-rules=${rules.join(", ")}`,
      "--ignore-certificate-errors",
    ],
  });
  return {
    ...{ portal, identity, proxy, browser },
    stop: async () => {
      await browser.close();
      await portal.stop();
      await identity.stop();
      await proxy.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
