// A proxy in front of the portal, or of the provider, that reaches nobody behind it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkProvider } from "./check-provider";
import { checkProxy } from "./check-proxy";

let proxy: Server;
let url: string;
beforeAll(async () => {
  proxy = createServer(({ url: path }, answer) => {
    answer.statusCode = Number(path?.split("/")[1]);
    answer.end();
  });
  await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(() => void proxy.close());

it.each([
  [404, /^Have the proxy pass on everything below/],
  [500, /^Have the proxy pass on everything below/],
  [502, /Start the portal, or correct where the proxy looks for it/],
  [503, /Start the portal, or correct where the proxy looks for it/],
  [504, /Start the portal, or correct where the proxy looks for it/],
])("a public address that answers %i", async (status, advice) => {
  const [finding] = await checkProxy(`${url}/${status}`, 30_000);
  expect(finding).toMatchObject({ state: "fault", fix: expect.stringMatching(advice) });
});

it.each([
  [404, /^Correct OIDC_ISSUER, or set OIDC_DISCOVERY_URL\.$/],
  [500, /^The provider is out of order: see its log\./],
  [502, /^The provider is out of order: see its log\./],
])("an issuer that answers %i", async (status, advice) => {
  const issuer = `${url}/${status}`;
  const [finding] = await checkProvider(
    {
      ...{ issuer, discoveryUrl: `${issuer}/.well-known/openid-configuration`, portalUrl: url },
      ...{ clientId: "larder", clientSecret: "secret" },
      ...{ algorithm: "RS256", authentication: "client_secret_basic" },
    },
    30_000,
  );
  expect(finding).toMatchObject({ state: "fault", fix: expect.stringMatching(advice) });
});
