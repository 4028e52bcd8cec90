import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, devices, imports } from "@/lib/db";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";
import { runImport } from "./run-import";

let stage: ApiStage;
let server: Server;
let origin: string;
/** What the portal does with the next requests before it works. */
let troubles: ("drop" | "busy" | "down")[] = [];

beforeAll(async () => {
  stage = await createApiStage();
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    const trouble = troubles.shift();
    if (trouble === "drop") return void request.socket.destroy();
    if (trouble) {
      response.writeHead(trouble === "busy" ? 429 : 503, { "retry-after": "0" });
      return void response.end("{}");
    }
    const { authorization = "", "content-type": type = "" } = request.headers;
    const headers = { authorization, "content-type": type };
    const answer = await stage.api(
      new Request(`${stage.origin}${request.url}`, { method: "POST", headers, body }),
    );
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await stage.stop();
});
beforeEach(async () => {
  process.env.LARDER_KEY = stage.key;
  for (const table of [devices, customers]) await stage.portal.db.delete(table);
});
afterEach(() => {
  delete process.env.LARDER_KEY;
});

async function send(content: string, args: string[] = []) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "larder-send-")), "all.ndjson");
  writeFileSync(file, content);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const end = () => [stdout.end(), stderr.end()];
  const status = await runImport(["--portal", origin, ...args, file], {
    ...{ stdin: Readable.from([]), stdout, stderr },
  }).finally(end);
  const [out, errors] = await said;
  return { status, out, errors };
}

const write = (...items: object[]) => items.map((item) => `${JSON.stringify(item)}\n`).join("");
const device = (serial: string, owner: string) => ({
  ...{ type: "device", modelId: modelIds.printer, serial, owner },
});
const all = write(
  { type: "customer", externalId: "1" },
  device("SN-1", "1"),
  device("sn1", "1"),
  device("SN-2", "9"),
);

it("sends a file, says what became of it, and stores nothing about the file", async () => {
  const { status, out } = await send(all);
  expect(status).toBe(1);
  expect(out).toContain("1 customer: 1 new\n  3 devices: 1 new, 2 rejected");
  expect(out).toContain("Line 3: The model already has a device SN-1.");
  expect(out).toContain("Line 4: There’s no customer 9.");
  expect((await send(all)).out).toContain("1 customer: 1 the same\n  3 devices: 1 the same, 2 rejected");
  expect(await stage.portal.db.$count(imports)).toBe(0);
});

it("tries again when the portal is busy, down, or breaks the connection", async () => {
  troubles = ["busy", "drop", "down"];
  const { status, out, errors } = await send(write({ type: "customer", externalId: "1" }));
  expect([status, out]).toEqual([0, expect.stringContaining("1 customer: 1 new")]);
  expect(errors.match(/is not available \(429\)\. Trying again/g)).toHaveLength(1);
  expect(troubles).toEqual([]);
});

it("ends when the portal refuses the key", async () => {
  process.env.LARDER_KEY = "lk_wrong";
  await expect(send(all)).rejects.toThrow(`${origin} refuses the import: 401 The key is not accepted`);
});

it.each<[what: string, args: string[], key: string | undefined, words: string]>([
  ["no key", [], undefined, "LARDER_KEY"],
  ["an address without TLS", ["--portal", "http://devices.example.com"], "x", "https://devices.example.com"],
  ["what needs the database", ["--sync"], "x", "need the database"],
])("refuses %s", async (_, args, key, words) => {
  if (key === undefined) delete process.env.LARDER_KEY;
  expect(await send(all, args)).toMatchObject({ status: 2, errors: expect.stringContaining(words) });
});
