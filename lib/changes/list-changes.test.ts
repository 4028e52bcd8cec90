import { Client, escapeIdentifier } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changes, createHandle } from "@/lib/db";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { listChanges } from "./list-changes";

let portal: TestStage;
let cursor: string;
const scope = partnerScope(system, "customers:read") as PartnerScope<"customers:read">;

beforeAll(async () => {
  portal = await createTestStage();
  cursor = await readEnd();
  cursor = rewrite((parts) => {
    parts[1] = "0";
  });
  // What the stage wrote.
  await waitFor(await portal.db.$count(changes));
  await readNew();
});
afterAll(() => portal.stop());

const readEnd = async () => {
  const read = await listChanges(scope, { after: null, limit: 10 });
  return read.ok ? read.value.next : "";
};

/**
 * Waits until so many changes can be read: transactions of other tests on the same server hold them back, too.
 */
async function waitFor(count: number): Promise<void> {
  for (let seen = 0; seen < count; ) {
    const read = await listChanges(scope, { after: cursor, limit: 100 });
    seen = read.ok ? read.value.changes.length : count;
  }
}

/** Reads what changed since the last call, as short texts. */
async function readNew(limit = 100): Promise<string[]> {
  const read = await listChanges(scope, { after: cursor, limit });
  if (!read.ok) throw new Error(read.problems[0].code);
  cursor = read.value.next;
  return read.value.changes.map(({ kind, action, externalId, modelId, serial }) =>
    [kind, action, externalId, modelId, serial].filter(Boolean).join(" "),
  );
}

it("names customers, devices and models by the partner's own ids, deleted ones too", async () => {
  const customer = await portal.addCustomer({ externalId: "C-1", name: "Emily" });
  await portal.addDevice(customer, modelIds.printer, { serial: "S-1" });
  await waitFor(2);
  expect(await readNew()).toEqual(["customer changed C-1", "device changed C-1 RX-100 S-1"]);
  expect(await readNew()).toEqual([]);
  await portal.owner.query("update customers set name = 'Emma' where id = $1", [customer.id]);
  await portal.owner.query("update customers set name = 'Emma', written_by = '{}' where id = $1", [
    customer.id,
  ]);
  await portal.owner.query("update devices set name = 'Study'");
  await portal.owner.query("update devices set removed_at = now()");
  await portal.owner.query("delete from devices");
  await portal.owner.query("update customers set external_id = 'C-2' where id = $1", [customer.id]);
  await portal.owner.query("insert into external_ids values ('crm', 'K-1', $1)", [customer.id]);
  await portal.owner.query("delete from customers");
  await waitFor(7);
  expect(await readNew()).toEqual([
    "customer changed C-1",
    "device changed C-1 RX-100 S-1",
    "device deleted C-1 RX-100 S-1",
    "customer deleted C-1",
    "customer changed C-2",
    "customer changed C-2",
    "customer deleted C-2",
  ]);
  await portal.owner.query("update slots set name = 'Ink' where model_id = $1", [modelIds.printer]);
  await portal.owner.query("update device_models set name = 'Ink' where model_id = $1", [modelIds.coffee]);
  await waitFor(2);
  expect(await readNew()).toEqual(["model changed RX-100", "model changed CM-2"]);
});

it("says nothing of customers without a number, and nothing of what anyone is called", async () => {
  await portal.addCustomer({ name: "Nameless" });
  expect(await readNew()).toEqual([]);
  const { rows } = await portal.owner.query("select c::text as row from changes c");
  expect(JSON.stringify(rows)).not.toMatch(/Emily|Emma|Nameless|Study/);
});

it("is written in the transaction that it tells of", async () => {
  await portal.owner.query("begin");
  await portal.addCustomer({ externalId: "undone" });
  await portal.owner.query("rollback");
  expect(await readNew()).toEqual([]);
});

it("never skips a transaction that began earlier and ends later", async () => {
  const slow = new Client({ connectionString: portal.database.ownerUrl });
  await slow.connect();
  try {
    await slow.query("begin");
    await slow.query("insert into customers (external_id) values ('slow')");
    await portal.addCustomer({ externalId: "quick" });
    expect(await readNew(), "held back").toEqual([]);
    await slow.query("commit");
    await waitFor(2);
    expect(await readNew()).toEqual(["customer changed slow", "customer changed quick"]);
  } finally {
    await slow.end();
  }
});

it("pages", async () => {
  await portal.owner.query(
    "insert into customers (external_id) select 'p' || n from generate_series(1, 5) n",
  );
  await waitFor(5);
  const pages = [await readNew(2), await readNew(2), await readNew(2), await readNew(2)];
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1, 0]);
  expect(pages.flat()).toEqual([1, 2, 3, 4, 5].map((n) => `customer changed p${n}`));
});

it.each(["x", "é", Buffer.from("[]").toString("base64url"), "0".repeat(5000)])(
  "refuses %j",
  async (after) => {
    expect(await listChanges(scope, { after, limit: 1 })).toMatchObject({
      ok: false,
      problems: [{ code: "malformed", field: "after" }],
    });
  },
);

const rewrite = (change: (parts: [string, string, string, number]) => void) => {
  const parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  change(parts);
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
};

it("refuses a cursor that is older than the changes", async () => {
  const made = (days: number) =>
    rewrite((parts) => {
      parts[3] = Math.floor(Date.now() / 1000) - days * 86_400;
    });
  expect(await listChanges(scope, { after: made(29), limit: 1 })).toMatchObject({ ok: true });
  expect(await listChanges(scope, { after: made(31), limit: 1 })).toMatchObject({
    ok: false,
    problems: [{ code: "changes-gone" }],
  });
});

it("refuses a cursor of a database that was restored since, such as from a copy", async () => {
  const name = `${new URL(portal.database.ownerUrl).pathname.slice(1)}_copy`;
  const admin = new Client({ connectionString: portal.database.adminUrl.replace(/\/[^/]*$/, "/postgres") });
  await admin.connect();
  await portal.owner.end();
  const { closeDatabase } = await import("@/lib/db");
  await closeDatabase();
  const original = new URL(portal.database.ownerUrl).pathname.slice(1);
  await admin.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(original)}`);
  const copy = new Client({ connectionString: portal.database.adminUrl.replace(/\/[^/]*$/, `/${name}`) });
  await copy.connect();
  try {
    expect(await listChanges(scope, { after: cursor, limit: 1 }, createHandle(copy))).toMatchObject({
      ok: false,
      problems: [{ code: "changes-gone" }],
    });
  } finally {
    await copy.end();
    await admin.query(`drop database ${escapeIdentifier(name)}`);
    await admin.end();
  }
  expect(await listChanges(scope, { after: cursor, limit: 1 })).toMatchObject({ ok: true });
});
