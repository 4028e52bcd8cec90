import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { viewOverview } from "./view-overview";

let portal: TestStage;
let ada: Staff;
let hana: Customer;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers, devices, imports, api_keys cascade");
  hana = await portal.addCustomer({ name: "Hana Sato", externalId: "4711" });
  await portal.owner.query("truncate changes");
});

it("lists what changed last by the partner's own ids, and leads to customers who are still here", async () => {
  await portal.addDevice(hana, modelIds.printer, { serial: "SN-1" });
  await portal.owner.query("update device_models set name = 'Inkwell' where model_id = $1", [
    modelIds.printer,
  ]);
  await portal.addDevice(await portal.addCustomer(), modelIds.coffee, { serial: "SN-2" });
  await portal.addCustomer({ externalId: "4712" });
  await portal.owner.query("delete from customers where external_id = '4712'");
  const { changes } = await viewOverview(ada);
  const nobody = { externalId: null, customerId: null };
  const gone = { kind: "customer", externalId: "4712", customerId: null, modelId: null, serial: null };
  const device = { kind: "device", action: "changed" };
  expect(changes).toMatchObject([
    { ...gone, action: "deleted", at: expect.any(Date) },
    { ...gone, action: "changed" },
    { ...device, ...nobody, modelId: modelIds.coffee, serial: "SN-2" },
    { kind: "model", action: "changed", ...nobody, modelId: modelIds.printer, serial: null },
    { ...device, externalId: "4711", customerId: hana.id, modelId: modelIds.printer, serial: "SN-1" },
  ]);
  expect(JSON.stringify(changes)).not.toContain("Hana");
});

it("lists ten changes", async () => {
  for (let number = 1; number <= 12; number += 1) await portal.addCustomer({ externalId: `C-${number}` });
  const { changes } = await viewOverview(ada);
  expect(changes.map(({ externalId }) => externalId)).toEqual(
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((number) => `C-${number}`),
  );
});

const addImport = (state: string, age: string, counts: object, moved = "0") =>
  portal.owner.query(
    `insert into imports (file_name, source, state, counts, created_at, moved_at)
     values ($1, 'command', $2, $3, now() - $4::interval, now() - $5::interval)`,
    [`${age}.csv`, state, { counts }, age, moved],
  );

it("lists the last five imports with what became of their rows", async () => {
  const customers = { new: 1, changed: 2, same: 3, left: 4, rejected: 5 };
  await addImport("applied", "6 hours", {});
  await addImport("applied", "5 hours", { customers, devices: { new: 10, rejected: 50 }, removed: 7 });
  await addImport("checked", "4 hours", { devices: { changed: 3, odd: 1 } });
  await addImport("failed", "3 hours", { customers: { new: "x", changed: 1 } });
  await addImport("applying", "2 hours", {}, "6 minutes");
  await addImport("checking", "1 hour", {}, "4 minutes");
  const none = { new: 0, changed: 0, rejected: 0, same: 0 };
  expect((await viewOverview(ada)).imports).toMatchObject([
    { fileName: "1 hour.csv", state: "checking", rows: none, at: expect.any(Date) },
    { fileName: "2 hours.csv", state: "stuck", rows: none },
    { fileName: "3 hours.csv", state: "failed", rows: { ...none, changed: 1 } },
    { fileName: "4 hours.csv", state: "checked", rows: { ...none, changed: 3 } },
    { fileName: "5 hours.csv", state: "applied", rows: { new: 11, changed: 2, rejected: 55, same: 3 } },
  ]);
});

it("counts nothing of a check that stopped", async () => {
  await addImport("failed", "1 hour", { customers: { new: 60_000 } });
  await portal.owner.query(`update imports set fault = '{"code":"quote-open","line":2,"during":"checking"}'`);
  const [first] = (await viewOverview(ada)).imports;
  expect(first).toMatchObject({ state: "failed", rows: { new: 0 } });
});

it("lists no import whose file is still arriving", async () => {
  await portal.owner.query("delete from imports");
  await portal.owner.query(
    "insert into imports (file_name, source, state, moved_at) values ('a.csv', 'browser', 'checking', now() - interval '1 hour')",
  );
  const { imports, needs } = await viewOverview(ada);
  expect([imports, needs.filter(({ kind }) => kind.startsWith("import"))]).toEqual([[], []]);
});

async function addKey(name: string, used = "0"): Promise<string> {
  const { rows } = await portal.owner.query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at, used_at)
     values ($1, $2, 'lk_0000', '{customers:write}', now() + interval '1 year', now() - $3::interval) returning id`,
    [name, crypto.randomUUID(), used],
  );
  return rows[0].id;
}

const record = (keyId: string, event: string, { times = 1, age = "1 hour", details = {} } = {}) =>
  portal.owner.query(
    `insert into audit_events (event, actor_kind, actor_id, at, details)
     select $1, 'client', $2, now() - $3::interval, $4 from generate_series(1, $5::int)`,
    [event, keyId, age, details, times],
  );

it("lists what each key wrote within a day, the latest first", async () => {
  const [shop, crm, app] = [await addKey("Shop"), await addKey("CRM"), await addKey("App")];
  await addKey("Idle");
  await record(shop, "customer.changed", { times: 3 });
  await record(shop, "customer.deleted");
  await record(shop, "device.changed", { times: 2, age: "2 hours" });
  await record(shop, "device.removed");
  await record(shop, "units.changed");
  await record(shop, "customer.changed", { age: "25 hours", times: 9 });
  await record(crm, "import.written", {
    age: "1 minute",
    details: { customers: 100, devices: 20, removed: 3 },
  });
  await record(crm, "device.changed", { age: "3 hours" });
  // Reads only.
  await record(app, "customer.viewed");
  expect((await viewOverview(ada)).writes).toMatchObject([
    { id: crm, name: "CRM", customers: 100, devices: 24, isCut: false },
    { id: shop, name: "Shop", customers: 4, devices: 4, isCut: false, at: expect.any(Date) },
  ]);
});

it("does not read all that a busy key wrote", async () => {
  const shop = await addKey("Busy shop");
  await record(shop, "device.changed", { times: 5000, age: "2 hours" });
  await record(shop, "customer.changed", { times: 9000 });
  const { writes } = await viewOverview(ada);
  expect(writes[0]).toMatchObject({ name: "Busy shop", customers: 9000, devices: 1000, isCut: true });
});

it("counts only what keys wrote", async () => {
  const shop = await addKey("Quiet shop");
  await portal.owner.query(
    "insert into audit_events (event, actor_kind, actor_id) values ('customer.changed', 'staff', $1)",
    [shop],
  );
  expect((await viewOverview(ada)).writes.map(({ name }) => name)).not.toContain("Quiet shop");
});
