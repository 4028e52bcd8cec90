// Which addresses the doctor asks: those below the portal's own path, and none that others could read a secret on.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { getBuild } from "@/lib/env";
import { setSettings } from "@/tests/stage";
import { checkProvider } from "./check-provider";
import { checkProxy } from "./check-proxy";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** @returns the port, and each request with its body as they come */
async function serve(answers: (port: number) => Record<string, unknown>) {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""} ${body}`);
    const answer = answers(port)[request.url ?? ""];
    if (typeof answer === "string") response.writeHead(307, { location: answer }).end();
    else response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((done) => void server.listen(0, done));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { port, requests };
}

const checkClient = (port: number, portalUrl = "https://www.example.com") => {
  const issuer = `http://127.0.0.1:${port}`;
  const client = { clientId: "larder", clientSecret: "a-secret", algorithm: "RS256", portalUrl };
  const settings = { ...client, issuer, discoveryUrl: `${issuer}/discovery` };
  return checkProvider({ ...settings, authentication: "client_secret_post" }, 30_000);
};

it.each([
  ["https://www.example.com", "https://www.example.com/"],
  ["https://www.example.com/devices-portal", "https://www.example.com/devices-portal"],
])("names the addresses of %s to register", async (portalUrl, welcome) => {
  const { port } = await serve(() => ({}));
  const notes = (await checkClient(port, portalUrl)).filter(({ state }) => state === "note");
  expect(notes.map(({ text }) => text.split(": ")[1])).toEqual([
    `${portalUrl}/api/auth/callback/oidc`,
    welcome,
    `${portalUrl}/api/auth/back-channel-logout`,
  ]);
});

it("looks for a portal below its path", async () => {
  setSettings({});
  const { version, commit } = getBuild();
  const { port, requests } = await serve(() => ({
    "/devices-portal/api/health/version": { version, commit, migration: 1 },
  }));
  const [first] = await checkProxy(`http://localhost:${port}/devices-portal`, 30_000);
  expect(first?.text).toBe(`http://localhost:${port}/devices-portal leads to a portal.`);
  expect(requests).toHaveLength(1);
});

it.each([
  [
    "",
    "Have the proxy pass every path on to the portal, as deploy/nginx.conf does, or correct NEXTAUTH_URL.",
  ],
  [
    "/devices-portal",
    'Have the proxy pass on everything below /devices-portal with that path in it, as docs/production.md says under "Below a path", or correct NEXTAUTH_URL.',
  ],
])("says what the proxy must do if no portal answers below %j", async (path, fix) => {
  const { port } = await serve(() => ({ "/api/health/version/": {} }));
  const [first] = await checkProxy(`http://localhost:${port}${path}`, 30_000);
  expect(first).toMatchObject({
    text: `http://localhost:${port}${path}/api/health/version answers with status 404 and is not this portal.`,
    fix,
  });
});

it.each([
  ["without https", (port: number) => `http://0.0.0.0:${port}/token`],
  ["through a redirect", (port: number) => `http://127.0.0.1:${port}/moved`],
])("sends the client's secret nowhere %s", async (_, tokenUrl) => {
  const { port, requests } = await serve((own) => ({
    "/discovery": {
      issuer: `http://127.0.0.1:${own}`,
      authorization_endpoint: "https://login.example.com/authorize",
      token_endpoint: tokenUrl(own),
      jwks_uri: `http://127.0.0.1:${own}/keys`,
    },
    "/moved": `http://0.0.0.0:${own}/token`,
    "/token": { error: "invalid_grant" },
  }));
  const texts = (await checkClient(port)).map(({ text }) => text);
  expect(requests.filter((line) => line.includes(" /token "))).toEqual([]);
  expect(texts.filter((text) => /the client/i.test(text))).toEqual([
    expect.stringMatching(/is not checked|does not tell/),
  ]);
});
