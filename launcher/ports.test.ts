import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { choosePorts } from "./ports";

const server = createServer();
let taken = 0;
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  taken = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

it("skips a taken port, reports it, and reserves the other names' preferred ports", async () => {
  const lines: string[] = [];
  const { first, second } = await choosePorts({ first: taken, second: taken + 1 }, (line) =>
    lines.push(line),
  );
  expect(first).toBeGreaterThan(taken + 1);
  expect(second).toBeGreaterThan(taken);
  expect(second).not.toBe(first);
  expect(lines[0]).toBe(`Port ${taken} is taken, using ${first}`);
});
