import { once } from "node:events";
import { get, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { logSecurity } from "@/lib/observability";
import { captureSecurity } from "@/tests/capture-security";
import { setSettings } from "@/tests/stage";
import { drain } from "./drain";
import { createFront, type Lifecycle } from "./front";

let server: Server;
let port: number;
let lifecycle: Lifecycle;
let listener: RequestListener;
let seen: IncomingMessage[];
let printed: MockInstance<typeof process.stdout.write>;

beforeEach(async () => {
  setSettings({ TRUSTED_PROXIES: "1" });
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  [lifecycle, seen] = [{ isEnding: false, inProgress: 0 }, []];
  listener = (_, response) => response.end("served");
  server = createFront((request, response) => {
    seen.push(request);
    return listener(request, response);
  }, lifecycle);
  // Next adds one.
  server.on("upgrade", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  printed.mockRestore();
  server.closeAllConnections();
  server.close();
});

/** Sends raw text and reads the answer until the server closes the connection. */
async function send(request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(request);
  return text(socket);
}

const write = (line: string, ...headers: string[]) =>
  [line, "Host: localhost", "Connection: close", ...headers, "", ""].join("\r\n");

const baseHeaders = [
  /^content-security-policy: default-src 'none'/im,
  /^x-content-type-options: nosniff\r$/im,
  /^referrer-policy: no-referrer\r$/im,
  /^x-request-id: [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\r$/im,
];

it.each([
  ["a plain answer", write("GET /return HTTP/1.1"), 200],
  ["a redirect", write("GET /devices/x/go/supplies HTTP/1.1"), 303],
  ["a malformed escape", write("GET /%zz HTTP/1.1"), 400],
  ["TRACE", write("TRACE / HTTP/1.1"), 405],
  ["CONNECT", write("CONNECT evil.example:443 HTTP/1.1"), 405],
  ["OPTIONS *", write("OPTIONS * HTTP/1.1"), 400],
  ["an absolute target", write("GET http://evil.example/ HTTP/1.1"), 400],
  ["an upgrade", write("GET / HTTP/1.1", "Upgrade: websocket"), 400],
  [
    "an upgrade as browsers send it",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    400,
  ],
  ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
  ["nonsense", "nonsense\r\n\r\n", 400],
  ["two lengths", write("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 2"), 400],
  ["headers that are too large", write("GET / HTTP/1.1", `X: ${"x".repeat(20_000)}`), 431],
  ["a body that is too large", write("POST /sign-out HTTP/1.1", "Content-Length: 600000"), 413],
  [
    "the same, waiting for permission",
    write("POST /sign-out HTTP/1.1", "Content-Length: 600000", "Expect: 100-continue"),
    413,
  ],
])("answers %s with the base headers", async (_, request, status) => {
  listener = (_request, response) => void response.writeHead(status).end();
  const answer = await send(request);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  for (const header of baseHeaders) expect(answer).toMatch(header);
  expect(answer).not.toMatch(/evil|\bat \S+ \(/);
});

it.each([
  ["/?from=shop", false],
  ["/devices/x", true],
  ["/nowhere", true],
  ["/_next/static/x.js", true],
  ["/api/nowhere", true],
  ["//evil", true],
])("gives %s a policy with a nonce of its own, which Next reads from the request", async (path, isHidden) => {
  const nonces = new Set<string | undefined>();
  for (const _ of [1, 2]) {
    const forged = "Content-Security-Policy: script-src 'nonce-forged'";
    const answer = await send(write(`GET ${path} HTTP/1.1`, forged));
    const [, policy] = answer.match(/^content-security-policy: (.*)\r$/im) ?? [];
    expect(policy).toMatch(
      /^default-src 'self'; script-src 'self' 'nonce-[\w-]{22}' 'strict-dynamic'; style-src 'self' 'sha256-[\w+/]{43}=';/,
    );
    expect(policy).toMatch(/; form-action 'self' http:\/\/127\.0\.0\.1:9 .*; frame-ancestors 'none'$/);
    expect(seen.at(-1)?.headers["content-security-policy"]).toBe(policy);
    expect(answer).toMatch(/^referrer-policy: same-origin\r$/im);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    expect(/^x-robots-tag: noindex/im.test(answer)).toBe(isHidden);
    nonces.add(policy?.match(/nonce-([\w-]+)/)?.[1]);
  }
  expect(nonces.size).toBe(2);
});

it("keeps the policy that an answer sets", async () => {
  listener = (_, response) => void response.setHeader("content-security-policy", "default-src 'self'").end();
  const answer = await send(write("GET /return HTTP/1.1"));
  expect(answer.match(/^content-security-policy: .*$/gim)).toEqual([
    "content-security-policy: default-src 'self'",
  ]);
});

it("closes the connection of a body without a length, which might never end", async () => {
  const head = "POST /sign-out HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
  expect(await send(head)).toMatch(/^connection: close\r$[\s\S]*served/im);
});

it.each([
  ["long", "Content-Length: 9500000"],
  ["of no known length", "Transfer-Encoding: chunked"],
  ["long, and waits for permission", "Content-Length: 9500000\r\nExpect: 100-continue"],
])("does not wait for another site’s form that is %s", async (_, length) => {
  const head = "POST /admin/import/upload HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example";
  const answer = await send(`${head}\r\n${length}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 403 [\s\S]*\r\nconnection: close\r\n/i);
  expect(seen).toEqual([]);
});

it("writes no second answer into one that is under way", async () => {
  let finish = () => {};
  listener = (_, response) => {
    response.write("first half");
    finish = () => response.end("second half");
  };
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const [start] = (await once(socket, "data")) as [Buffer];
  expect(String(start)).toContain("first half");
  socket.write("nonsense\r\n\r\n");
  const rest = await text(socket).catch(() => "");
  finish();
  expect(rest).not.toContain("HTTP/1.1");
});

it("does not pass on conditions that Next would answer with 500", async () => {
  await send(write("GET /devices.svg HTTP/1.1", "Range: bytes=99999-", "If-Match: x"));
  expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["range"]));
  expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["if-match"]));
});

it("holds no socket of fifty upgrades", async () => {
  const upgrade = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(upgrade)));
  expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 400 "))).toHaveLength(50);
  expect(seen).toEqual([]);
  await expect
    .poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count))))
    .toBe(0);
});

it("asks for a body that it will read", async () => {
  listener = async (request, response) => void response.end(await text(request));
  const socket = connect(port, "127.0.0.1");
  socket.write(write("POST /sign-out HTTP/1.1", "Content-Length: 4", "Expect: 100-continue"));
  const [permission] = (await once(socket, "data")) as [Buffer];
  expect(String(permission)).toMatch(/^HTTP\/1.1 100 /);
  socket.write("body");
  expect(await text(socket)).toMatch(/body$/);
});

it("passes on the connection’s address and an id, whatever the client says", async () => {
  await send(write("GET /return HTTP/1.1", "X-Larder-Peer: 203.0.113.9", "X-Request-Id: <b>"));
  await send(write("GET /return HTTP/1.1", "X-Request-Id: 0123456789abcdef0123456789abcdef"));
  expect(seen[0]?.headers).toMatchObject({ "x-larder-peer": "127.0.0.1", "x-forwarded-for": "" });
  expect(seen[0]?.headers["x-request-id"]).toMatch(/^[2-9A-Z-]{14}$/);
  expect(seen[1]?.headers["x-request-id"]).toBe("0123456789abcdef0123456789abcdef");
});

it("logs each request in a line, with the route instead of the address", async () => {
  const answer = await send(write("GET /devices/0b6a3f8e-5a43-4a4e-9d3f-6f0a2f1b7c11?q=emily HTTP/1.1"));
  const lines = printed.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines).toEqual([
    {
      level: "info",
      time: expect.any(String),
      build: expect.any(String),
      what: "request",
      requestId: answer.match(/^x-request-id: (\S+)/im)?.[1],
      method: "GET",
      route: "/devices/[deviceId]",
      status: 200,
      milliseconds: expect.any(Number),
    },
  ]);
});

it("ends after the requests in progress, is not ready meanwhile, and closes idle connections", async () => {
  let finish = () => {};
  listener = (request, response) => {
    if (request.url === "/slow") finish = () => response.end("slow");
    else response.end("quick");
  };
  const slow = send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  await expect.poll(() => seen.length).toBe(1);
  const idle = connect(port, "127.0.0.1");
  idle.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(idle, "data");

  const silent = connect(port, "127.0.0.1");
  await once(silent, "connect");
  // From now on, as a busy machine may come back to the test after they closed.
  const [idleClosed, silentClosed] = [once(idle, "close"), once(silent, "close")];

  let isDrained = false;
  const drained = drain(server, lifecycle, 5).then(() => {
    isDrained = true;
  });
  const ready = await new Promise<IncomingMessage>((resolve, reject) =>
    get({ port, path: "/api/health/ready", agent: false }, resolve).once("error", reject),
  );
  expect([ready.statusCode, await text(ready)]).toEqual([503, '{"status":"ending"}']);

  // While it still takes requests, the answers close their connections.
  idle.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await idleClosed;
  await expect.poll(() => server.listening, { timeout: 20_000 }).toBe(false);
  expect(isDrained).toBe(false);
  finish();
  expect(await slow).toMatch(/^connection: close\r$[\s\S]*slow$/im);
  await drained;
  await silentClosed;
  await expect(send(write("GET / HTTP/1.1"))).rejects.toThrow("ECONNREFUSED");
});

it("writes a security event for a refusal, and none for a request that Next answers", async () => {
  const lines = captureSecurity();
  await send(write("GET /devices HTTP/1.1"));
  await send(write("GET /%zz HTTP/1.1", "X-Forwarded-For: 192.0.2.77"));
  expect(lines).toEqual([{ event: "request.refused", status: 400, network: "192.0.2.0/24" }]);
});

it("tells security events the network of their request, as the audit stores it", async () => {
  const lines = captureSecurity();
  listener = (_, response) => {
    logSecurity("origin.refused", {});
    response.end();
  };
  await send(write("GET / HTTP/1.1", "X-Forwarded-For: 203.0.113.9, 192.0.2.77"));
  await send(write("GET / HTTP/1.1"));
  expect(lines).toMatchObject([{ network: "192.0.2.0/24" }, { network: "127.0.0.0/24" }]);
});
