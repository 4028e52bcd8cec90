// Runs the code of docs/integration.md as a partner's Lambda does.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../launcher/paths";
import { percent, writeChange, writeLevel } from "../tests/alexa-messages";
import { getPortalUrl } from "./support/addresses";
import { addKey } from "./support/api";
import { addCustomer } from "./support/database";
import { expect, test } from "./support/fixtures";
import { query } from "./support/records";

let directory = "";
const stops: (() => void)[] = [];
test.beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "larder-lambda-"));
  const page = readFileSync(path.join(root, "docs/integration.md"), "utf8");
  for (const [, name = "", code = ""] of page.matchAll(/^```js\n\/\/ ([\w-]+\.mjs)\n([\s\S]*?)^```/gm))
    writeFileSync(path.join(directory, name), code);
  writeFileSync(
    path.join(directory, "send-to-alexa.mjs"),
    `export async function sendToAlexa(messages) {
       const { status } = await fetch(process.env.ALEXA_URL, { method: "POST", body: JSON.stringify(messages) });
       if (status !== 202) throw new Error("Alexa answered " + status);
       return "Alexa has them";
     }`,
  );
  writeFileSync(
    path.join(directory, "lambda.mjs"),
    `import { text } from "node:stream/consumers";
     import { sendMessages } from "./send-messages.mjs";
     console.log(await sendMessages(JSON.parse(await text(process.stdin))));`,
  );
});
test.afterAll(() => {
  for (const stop of stops) stop();
  rmSync(directory, { recursive: true });
});

type Received = { body: string; headers: string };

/** Starts a server that keeps what it gets. */
async function listen(
  answer: (response: ServerResponse, received: Received[]) => void,
  onRequest = (_request: IncomingMessage) => {},
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    onRequest(request);
    received.push({ body: await text(request), headers: request.rawHeaders.join("\n") });
    answer(response, received);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const accept = (response: ServerResponse) => void response.writeHead(202).end();
/** Takes all messages, as the portal does. */
const store = (response: ServerResponse, received: Received[]) => {
  const receipts = received
    .at(-1)
    ?.body.split("\n")
    .map(() => ({ outcome: "stored" }));
  response.writeHead(202).end(JSON.stringify({ receipts }));
};

/** Sends messages with the Lambda. @returns what it printed and warned of */
async function run(portal: string, alexa: string, messages: object[], key = "lk_0") {
  const child = spawn(process.execPath, [path.join(directory, "lambda.mjs")], {
    env: {
      PORTAL_URL: portal,
      PORTAL_KEY: key,
      ALEXA_URL: alexa,
    } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  });
  child.stdin.end(JSON.stringify(messages));
  const [printed, warned] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { printed: printed.trim(), warned: warned.trim() };
}

const now = new Date().toISOString();
const write = (endpointId: string, value = 42, more = {}) => ({
  ...writeChange(endpointId, [writeLevel("InkSensor.Cyan", percent(value), now)]),
  ...more,
});
const done = { printed: "Alexa has them", warned: "" };
const readLines = ({ body }: Received) => body.split("\n").map((line) => JSON.parse(line));

test("readings arrive in the database; what is refused is told", async () => {
  const { devices } = await addCustomer("Lambda", "DE", ["HB-INKWELL-4"]);
  const [device] = await query<{ serial: string }>("select serial from devices where id = $1", [devices[0]]);
  const [slot] = await query<{ instance: string }>(
    "select instance from slots where model_id = 'HB-INKWELL-4' order by position limit 1",
  );
  const level = writeLevel(slot?.instance ?? "", percent(42.5), now);
  const messages = [writeChange(device?.serial ?? "", [level]), write("nobody's")];
  const alexa = await listen(accept);
  const key = await addKey("reports:write");
  expect(await run(getPortalUrl(), alexa.url, messages, key)).toEqual({
    ...done,
    warned: "Portal: 1 refused, 0 unsent: endpoint-unknown",
  });
  expect(JSON.parse(alexa.received[0]?.body ?? "")).toEqual(messages);
  expect(await query("select value from readings where device_id = $1", [devices[0]])).toEqual([
    { value: 42.5 },
  ]);
  expect((await run(getPortalUrl(), alexa.url, messages, "lk_wrong")).warned).toBe(
    "Portal: 0 refused, 2 unsent: status 401",
  );
});

test("a portal that is down fails nothing", async () => {
  const alexa = await listen(accept);
  const closed = await listen(accept);
  stops.pop()?.();
  expect(await run(closed.url, alexa.url, [write("a")])).toEqual({
    ...done,
    warned: "Portal: 0 refused, 1 unsent: ECONNREFUSED",
  });
  expect(alexa.received).toHaveLength(1);
});

test("Alexa need not wait for a portal that is slow", async () => {
  const events: string[] = [];
  const portal = await listen(
    () => {},
    ({ socket }) => socket.once("close", () => events.push("the portal was given up")),
  );
  const alexa = await listen((response) => {
    events.push("Alexa has them");
    accept(response);
  });
  const { printed, warned } = await run(portal.url, alexa.url, [write("a")]);
  expect([printed, warned]).toEqual([done.printed, expect.stringMatching(/^Portal: 0 refused, 1 unsent: /)]);
  expect(events).toEqual(["Alexa has them", "the portal was given up"]);
});

test("what Alexa refuses fails as before, and the portal has it", async () => {
  const portal = await listen(store);
  const alexa = await listen((response) => void response.writeHead(403).end());
  const { printed, warned } = await run(portal.url, alexa.url, [write("a")]);
  expect([printed, warned]).toEqual(["", expect.stringContaining("Error: Alexa answered 403")]);
  expect(portal.received).toHaveLength(1);
});

test("no token leaves, also when it sends again", async () => {
  const portal = await listen((response, received) => {
    if (received.length > 1) store(response, received);
    else response.writeHead(503, { "retry-after": "1" }).end();
  });
  const alexa = await listen(accept);
  const scope = { type: "BearerTokenWithPartition", token: "Atza|other", partition: "p", userId: "u" };
  const odd = { payload: { scope, grantee: { token: "Atza|third" }, correlationToken: "Atza|fourth" } };
  const message = write("a");
  expect(await run(portal.url, alexa.url, [message, write("b", 1, odd)])).toEqual(done);
  expect(alexa.received[0]?.body).toContain("Atza|a-customers-token");
  expect(portal.received).toHaveLength(2);
  for (const each of portal.received) {
    expect(each.body + each.headers).not.toMatch(/Atza|userId/);
    const { event, ...more } = message;
    expect(readLines(each)[0]).toEqual({ ...more, event: { ...event, endpoint: { endpointId: "a" } } });
  }
});

test("a request has 1,000 messages and 1 MB at most", async () => {
  const portal = await listen(store);
  const alexa = await listen(accept);
  const small = Array.from({ length: 1001 }, (_, index) => write(`a${index}`));
  const large = Array.from({ length: 4 }, (_, index) =>
    write(`b${index}`, 1, { more: "花".repeat(100_000) }),
  );
  expect(await run(portal.url, alexa.url, [...small, ...large])).toEqual(done);
  expect(portal.received.map((each) => readLines(each).length)).toEqual([1000, 4, 1]);
  for (const { body } of portal.received) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1_000_000);
  const names = portal.received.flatMap(readLines).map(({ event }) => event.endpoint.endpointId);
  expect(names).toEqual([...small, ...large].map(({ event }) => event.endpoint.endpointId));
});

for (const [status, wait, requests] of [
  [429, "1", 2],
  [503, "1", 2],
  [429, "60", 1],
  [500, "1", 1],
] as const)
  test(`${status} that asks for ${wait} seconds: ${requests} requests`, async () => {
    const portal = await listen((response) => void response.writeHead(status, { "retry-after": wait }).end());
    const alexa = await listen(accept);
    expect(await run(portal.url, alexa.url, [write("a")])).toEqual({
      ...done,
      warned: `Portal: 0 refused, 1 unsent: status ${status}`,
    });
    expect(portal.received).toHaveLength(requests);
  });
