// A check says what applying then does, also where lines depend on others.
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, devices, externalIds, imports } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { pressApply, readRun, sendFile, work } from "@/tests/import-stage";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";

let portal: TestStage;
let ada: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers, imports]) await portal.db.delete(table);
});

const writeLines = (items: object[]) => items.map((item) => `${JSON.stringify(item)}\n`).join("");
const people = (amount: number) =>
  Array.from({ length: amount }, (_, index) => ({ type: "customer", externalId: `${index}` }));
const unit = (serial: string, owner: string, more: object = {}) => ({
  ...{ type: "device", modelId: modelIds.printer, serial, owner },
  ...more,
});

/** Checks and applies. @returns what both found, which must be the same */
async function importAll(items: object[], batchesOfATurn?: number) {
  const importId = await sendFile(ada, writeLines(items));
  await work(importId, batchesOfATurn);
  const checked = (await readRun(ada, importId)).findings.counts;
  await pressApply(ada, importId);
  await work(importId);
  expect((await readRun(ada, importId)).findings.counts).toEqual(checked);
  return checked;
}

it.each([undefined, 1])("knows lines of earlier batches; batches of a turn: %s", async (most) => {
  const units = Array.from({ length: 600 }, (_, index) => unit(`SN-${index}`, `${index}`));
  const repeated = [unit("sn 3", "3"), unit("SN-1", "2"), unit("SN-2", "1", { transfer: true })];
  const found = await importAll([...people(600), ...people(600), ...units, ...repeated], most);
  expect(found).toMatchObject({
    customers: { new: 600, same: 600 },
    devices: { new: 601, same: 0, rejected: 2 },
  });
});

it("knows a unit that comes again", async () => {
  const units = Array.from({ length: 600 }, (_, index) => unit(`SN-${index}`, `${index}`));
  const found = await importAll([...people(600), ...units, unit("SN-3", "3")]);
  expect(found.devices).toMatchObject({ new: 600, same: 1, rejected: 0 });
});

it("knows no customer whose line is rejected", async () => {
  const bad = { type: "customer", externalId: "bad", country: "XX" };
  const found = await importAll([bad, ...people(600), unit("SN-1", "bad")], 1);
  expect(found).toMatchObject({ customers: { new: 600, rejected: 1 }, devices: { new: 0, rejected: 1 } });
});

it("knows whose devices a customer has who signed up first", async () => {
  const { id } = await portal.addCustomer({ externalId: null });
  await portal.db.insert(externalIds).values({ customerId: id, source: "identity", externalId: "I1" });
  const own = { customerId: id, modelId: modelIds.printer, addedBy: "customer" } as const;
  await portal.db.insert(devices).values([
    { ...own, name: "One", serial: "SN-1" },
    { ...own, name: "Two", serial: "SN-2", removedAt: new Date(), removedBy: "owner" },
  ]);
  const customer = {
    ...{ type: "customer", externalId: "10042" },
    otherIds: [{ source: "identity", externalId: "I1" }],
  };
  const found = await importAll([customer, unit("SN-1", "10042"), unit("SN-2", "10042")]);
  expect(found.devices).toMatchObject({ same: 1, left: 1, rejected: 0 });
});

it("names what comes back to a customer apart from what they have", async () => {
  await portal.addCustomer({ externalId: "1" });
  await portal.addCustomer({ externalId: "2" });
  const given = (serial: string, owner: string) => importAll([unit(serial, owner, { transfer: true })]);
  for (const owner of ["1", "2"]) await given("SN-1", owner);
  await given("SN-2", "1");
  await given("SN-1", "1");
  const [first] = await portal.db.select().from(customers).where(eq(customers.externalId, "1"));
  const { rows } = await portal.owner.query(
    "select distinct name from devices where customer_id = $1 and removed_at is null",
    [first?.id ?? (randomUUID() as Id)],
  );
  expect(rows).toHaveLength(2);
});
