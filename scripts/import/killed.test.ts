import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imports } from "@/lib/db";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const [customers, devices] = [400, 5600];
const count = async () =>
  (await portal.owner.query("select (select count(*) from customers) + (select count(*) from devices) as n"))
    .rows[0].n;

it("keeps what it acknowledged when it is killed, and doubles nothing when it runs again", async () => {
  const items = [
    ...Array.from({ length: customers }, (_, n) => ({ type: "customer", externalId: `${n}` })),
    ...Array.from({ length: devices }, (_, n) => ({
      ...{
        type: "device",
        modelId: modelIds.printer,
        serial: `SN-${n}`,
        owner: `${n % customers}`,
        name: "K",
      },
    })),
  ];
  const file = path.join(mkdtempSync(path.join(tmpdir(), "larder-killed-")), "all.ndjson");
  writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  const start = () =>
    spawn(process.execPath, [path.join(process.env.TEST_PROGRAMS ?? "", "import.js"), file], {
      stdio: "ignore",
    });
  const [first] = [start()];
  // As soon as a batch is acknowledged.
  await expect
    .poll(async () => (await portal.db.select().from(imports))[0]?.line ?? 0, {
      interval: 5,
    })
    .toBeGreaterThan(0);
  first.kill("SIGKILL");
  await new Promise((resolve) => first.once("exit", resolve));
  const [run] = await portal.db.select().from(imports);
  expect(run).toMatchObject({ state: "applying", finishedAt: null });
  expect(Number(await count())).toBeGreaterThanOrEqual(run?.line ?? 0);

  expect(await new Promise((resolve) => start().once("exit", resolve))).toBe(0);
  expect(Number(await count())).toBe(items.length);
  const { rows } = await portal.owner.query(
    `select sum((details->>'customers')::int)::int as customers, sum((details->>'devices')::int)::int as devices
     from audit_events where event = 'import.written'`,
  );
  expect(rows).toEqual([{ customers, devices }]);
});
