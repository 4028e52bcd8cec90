// What happens to devices while a file that lacks some is imported.
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, devices, imports } from "@/lib/db";
import { DeviceContent, putDevice } from "@/lib/devices";
import {
  createFindings,
  createRehearsal,
  createWriter,
  type ImportWriter,
  type RunStep,
  runFile,
  startRun,
} from "@/lib/import";
import { system } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";

let portal: TestStage;
const writer = createWriter(system) as ImportWriter;
const scopes = writer as Required<{ [Kind in "customers" | "devices"]: NonNullable<ImportWriter[Kind]> }>;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers, imports]) await portal.db.delete(table);
  await portal.addCustomer({ externalId: "1" });
});

const list = (from: number, to: number, prefix = "SN") =>
  Array.from({ length: to - from }, (_, index) => `${modelIds.printer},${prefix}-${from + index},1\n`).join(
    "",
  );

type Given = { force?: boolean; rehearses?: boolean; at?: (step: RunStep) => Promise<void> };

/** Imports devices, and removes those that are not among them. @returns what was found */
async function sync(rows: string, { force = false, rehearses = false, at }: Given = {}) {
  const options = { sync: true, force };
  const findings = createFindings();
  const started = await startRun(scopes.customers, { fileName: "d.csv", options }, "applying");
  const run = { ...started, options, findings, line: 0 };
  const settings = { matchEmail: false, ...(rehearses && { rehearsal: createRehearsal() }) };
  const steps: RunStep[] = [];
  for await (const step of runFile(
    writer,
    run,
    Readable.from([Buffer.from(`Model,Serial,Owner\n${rows}`)]),
    settings,
  )) {
    steps.push(step);
    await at?.(step);
  }
  return { ...findings, fault: steps.flatMap((step) => ("fault" in step ? [step.fault] : []))[0] };
}

const findUnit = async (serial: string) =>
  (await portal.db.select().from(devices).where(eq(devices.serial, serial))).at(-1);

it("keeps a device that its owner gave away meanwhile", async () => {
  await sync(list(0, 1100));
  const { id: bob } = await portal.addCustomer({ externalId: "2" });
  let serial = "";
  await sync(list(0, 1), {
    force: true,
    at: async (step) => {
      if (!("removed" in step) || serial) return;
      const { rows } = await portal.owner.query(
        "update devices set removed_at = now(), removed_by = 'owner' where id = (select id from devices where removed_at is null and serial <> 'SN-0' limit 1) returning serial, serial_key, model_id",
      );
      serial = rows[0].serial;
      await portal.db
        .insert(devices)
        .values({ customerId: bob, modelId: rows[0].model_id, serial, name: "Bob's", addedBy: "customer" });
    },
  });
  const { rows } = await portal.owner.query(
    "select serial from devices where removed_at is null order by name",
  );
  expect(rows.map((row) => row.serial).sort()).toEqual(["SN-0", serial].sort());
});

it("keeps a device that another system registers meanwhile", async () => {
  await sync(list(0, 100));
  await sync(list(0, 100), {
    at: async (step) => {
      if ("report" in step)
        await putDevice(scopes.devices, modelIds.printer, "NEW-1", DeviceContent.parse({ owner: "1" }));
    },
  });
  expect(await findUnit("NEW-1")).toMatchObject({ removedAt: null });
});

it("measures what is missing by what was there before, as the check does", async () => {
  await sync(list(0, 40));
  const file = list(0, 30) + list(0, 300, "NEW");
  const fault = { code: "sync-many", devices: 10, of: 40 };
  expect(await sync(file, { rehearses: true })).toMatchObject({ fault, counts: { removed: 0 } });
  expect(await sync(file)).toMatchObject({ fault, counts: { removed: 0, devices: { new: 300 } } });
});

it("takes a device as named, however its hyphen is written", async () => {
  await sync(list(0, 40));
  await sync(`${list(0, 39)}${modelIds.printer},SN\u204339,1\n`);
  expect(await findUnit("SN-39")).toMatchObject({ removedAt: null });
});
