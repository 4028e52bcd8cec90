import { once } from "node:events";
import { type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import { createFront } from "./front";

let server: Server;
let printed: MockInstance<typeof process.stdout.write>;
/** Requests that Next got, but for the server's own. */
let asked: IncomingMessage[];
let rendered: number;
let render: RequestListener;

const readNonce = (headers: Record<string, unknown>) =>
  String(headers["content-security-policy"]).match(/'nonce-([\w-]+)'/)?.[1] ?? "none";

beforeEach(async () => {
  setSettings({});
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  [asked, rendered] = [[], 0];
  render = (request, response) => {
    const nonce = readNonce(request.headers);
    response.setHeader("link", `</font>; nonce="${nonce}"`).setHeader("cache-control", "private, no-store");
    response.end(`<p>${request.headers["accept-language"]}</p><script nonce="${nonce}"></script>${nonce}`);
  };
  server = createFront(
    (request, response) => {
      if (request.headers["x-larder-fresh"]) rendered += 1;
      else asked.push(request);
      render(request, response);
    },
    { isEnding: false, inProgress: 0 },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  printed.mockRestore();
  server.closeAllConnections();
  server.close();
});

async function send(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: "127.0.0.1", port, path, method, agent: false, headers }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

/** Opens the page until it is remembered. */
async function warmUp(language: string): Promise<void> {
  await vi.waitUntil(async () => {
    const before = asked.length;
    await send("/", { "accept-language": language });
    return asked.length === before;
  });
}

it("gives strangers the page of their language, rendered once, each with a nonce of their own", async () => {
  await warmUp("de");
  await warmUp("fr");
  asked = [];
  const nonces = new Set<string>();
  for (const [accepted, language] of [
    ["de-AT,de;q=0.9", "de"],
    ["fr", "fr"],
    ["de", "de"],
  ] as const) {
    const { status, headers, body } = await send("/", { "accept-language": accepted });
    const nonce = readNonce(headers);
    nonces.add(nonce);
    expect([status, String(body)]).toEqual([
      200,
      `<p>${language}</p><script nonce="${nonce}"></script>${nonce}`,
    ]);
    expect(headers).toMatchObject({
      link: `</font>; nonce="${nonce}"`,
      "cache-control": "private, no-store",
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    expect(headers["x-robots-tag"]).toBeUndefined();
  }
  expect(nonces.size).toBe(3);
  expect([asked.length, rendered]).toEqual([0, 2]);
});

it("compresses it for those who can read that", async () => {
  await warmUp("de");
  const { headers, body } = await send("/", { "accept-language": "de", "accept-encoding": "br, gzip" });
  expect(headers["content-encoding"]).toBe("gzip");
  expect(String(gunzipSync(body))).toContain("<p>de</p>");
  const refused = await send("/", { "accept-language": "de", "accept-encoding": "gzip;q=0" });
  expect([refused.headers["content-encoding"], String(refused.body)]).toEqual([
    undefined,
    expect.stringContaining("<p>de</p>"),
  ]);
});

it.each<[string, string, Record<string, string>, string?]>([
  ["somebody with a session", "/", { cookie: "a=b; larder.session=x" }],
  ["somebody with a session, alone", "/", { cookie: "larder.session=" }],
  ["a query", "/?x", {}],
  ["Next's own script", "/", { rsc: "1" }],
  ["a prefetch of Next's", "/", { "next-router-prefetch": "1" }],
  ["HEAD", "/", {}, "HEAD"],
  ["another page", "/sign-in", {}],
])("leaves %s to Next", async (_, path, headers, method) => {
  await warmUp("de");
  asked = [];
  await send(path, { "accept-language": "de", ...headers }, method);
  expect(asked.map(({ url }) => url)).toEqual([path]);
});

it("takes the language that somebody chose while signed out", async () => {
  await warmUp("de");
  await warmUp("ja");
  const { body } = await send("/", { "accept-language": "de", cookie: "larder.language=ja" });
  expect(String(body)).toContain("<p>ja</p>");
});

it("remembers no failure, and does not try again at once", async () => {
  render = (_, response) => response.writeHead(500).end("broken");
  for (let times = 0; times < 20; times++) {
    expect((await send("/", { "accept-language": "de" })).status).toBe(500);
    // The server's own request has its answer by then.
    await vi.waitUntil(() => rendered > 0);
  }
  expect([asked.length, rendered]).toEqual([20, 1]);
});
