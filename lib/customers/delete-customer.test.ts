import { eq } from "drizzle-orm";
import { escapeIdentifier } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { requestCode } from "@/lib/codes";
import {
  dataFaults,
  devices,
  emailCodes,
  externalIds,
  identities,
  importRejects,
  imports,
  knownBrowsers,
  launches,
  staffLaunches,
  transaction,
} from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { type CustomerScope, ownScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { deleteCustomer } from "./delete-customer";

let portal: TestStage;
let viewer: CustomerScope;
let bystander: CustomerScope;
let staff: Staff;
let withoutViewer: unknown;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query(
    "truncate customers, staff, email_codes, audit_notes cascade; delete from pgboss.job; delete from pgboss.archive",
  );
  staff = await portal.addStaff();
  bystander = await addPerson("bystander");
  withoutViewer = await dump();
  viewer = await addPerson("zephyrine");
});

/** Creates a person with data in every table, and `word` in each of their texts. */
async function addPerson(word: string): Promise<CustomerScope> {
  const customer = await portal.addCustomer({
    externalId: `${word}-number`,
    name: `${word} Name`,
    email: `${word}@example.com`,
  });
  const scope = ownScope(customer);
  const id = scope.customerId;
  const identity = { issuer: "https://login.example.com", subject: `${word}-subject`, customerId: id };
  await portal.db.insert(identities).values(identity);
  await portal.db.insert(externalIds).values({ source: "crm", externalId: `${word}-crm`, customerId: id });
  const fault = { kind: "customer", customerId: id, subject: `${word}-number`, field: "email" } as const;
  await portal.db.insert(dataFaults).values({ ...fault, value: word });
  const run = { fileName: "a.csv", source: "browser", state: "checked" } as const;
  const [{ id: importId } = { id: "" }] = await portal.db.insert(imports).values(run).returning();
  const reject = { importId, line: 2, cells: [word], reasons: [], externalId: `${word}-number` };
  await portal.db.insert(importRejects).values(reject);
  await portal.signIn(customer, `${word}-id-token`);
  const kept = await portal.addDevice(customer, undefined, { name: `${word} printer`, serial: `${word}-1` });
  const removed = { name: `${word} old printer`, serial: `${word}-2`, removedAt: new Date() };
  for (const deviceId of [kept, await portal.addDevice(customer, undefined, removed), null])
    await addLaunch(id, deviceId);
  await addVisit(id, kept, word);
  const code = { browserHash: Buffer.alloc(32, word), language: "en" };
  await portal.db.insert(knownBrowsers).values({ customerId: id, browserHash: code.browserHash });
  const signIn = { ...code, purpose: "sign-in", customerId: null } as const;
  const change = { ...code, purpose: "change-email", customerId: id } as const;
  await requestCode({ ...signIn, email: `${word.toUpperCase()}@example.com` });
  await requestCode({ ...change, email: `${word}.new@example.com` });
  const warning = { kind: "email-changed", customerId: id, to: `${word}.old@example.com` } as const;
  await enqueueMail(warning);
  const link = { kind: "link", customerId: id, staffId: crypto.randomUUID(), deviceId: null } as const;
  await enqueueMail({ ...link, card: "all-devices" });
  await portal.owner.query("update pgboss.job set output = $1 where output is null", [
    JSON.stringify({ message: `550 no such user ${word}@example.com` }),
  ]);
  await portal.owner.query(
    "insert into pgboss.archive select *, now() from pgboss.job where id not in (select id from pgboss.archive)",
  );
  return scope;
}

const addLaunch = (customerId: string, deviceId: string | null) =>
  portal.db.insert(launches).values({
    customerId,
    deviceId,
    card: "supplies",
    channel: "website",
    region: "EU",
    browserHash: Buffer.alloc(32),
    expiresAt: new Date(),
  });

/** Lets a member of staff find a customer and open one of their pages; `word` is in the reason. */
async function addVisit(customerId: string, deviceId: string, word: string) {
  const opened = { customerId, deviceId, card: "supplies" } as const;
  const rest = {
    staffId: staff.id,
    region: "EU",
    browserHash: Buffer.alloc(32),
    expiresAt: new Date(),
  } as const;
  const [launch] = await portal.db
    .insert(staffLaunches)
    .values({ ...opened, ...rest })
    .returning();
  const reason = `${word} on the phone`;
  await recordEvent(staff, { event: "launch.opened", ...opened, launchId: launch?.id ?? "", reason });
  await recordEvent(staff, { event: "customers.searched", customerIds: [customerId] });
}

/** Finds the columns that contain a text, in all tables of all schemas, ignoring case. */
async function findText(text: string): Promise<string[]> {
  const { rows } = await portal.owner.query<{ schema: string; name: string; column: string }>(
    `select c.table_schema as schema, c.table_name as name, c.column_name as column
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { schema, name, column } of rows) {
    const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
    const { rowCount } = await portal.owner.query(
      `select from ${table} where ${escapeIdentifier(column)}::text ilike $1 limit 1`,
      [`%${text}%`],
    );
    if (rowCount) found.push(`${schema}.${name}.${column}`);
  }
  return found.sort();
}

const tables = [
  ...[
    "external_ids",
    "data_faults",
    "customers",
    "identities",
    "sessions",
    "devices",
    "launches",
    "email_codes",
    "known_browsers",
  ],
  ...["staff_launches", "audit_notes"],
  ...["pgboss.job", "pgboss.archive"],
];

/** Reads all rows that can concern a person, for comparison. */
async function dump() {
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    const found = await portal.owner.query<{ row: string }>(
      `select t::text as row from ${table} t order by 1`,
    );
    rows[table] = found.rows.map(({ row }) => row);
  }
  return rows;
}

const readAuditEvents = async () =>
  (await portal.owner.query("select e::text as row from audit_events e order by id")).rows;

it("leaves only ids in the audit, even while mails are queued", async () => {
  expect(await findText("zephyrine")).toEqual(
    expect.arrayContaining([
      "pgboss.archive.data",
      "pgboss.archive.output",
      "public.audit_notes.reason",
      "public.customers.email",
      "public.data_faults.value",
      "public.external_ids.external_id",
      "public.customers.external_id",
      "public.customers.name",
      "public.devices.name",
      "public.devices.serial",
      "public.email_codes.email",
      "public.identities.subject",
      "public.sessions.id_token",
    ]),
  );
  const named = ["launches", "staff_launches"].map((table) => `public.${table}.customer_id`);
  expect(await findText(viewer.customerId)).toEqual(expect.arrayContaining(named));
  const events = await readAuditEvents();
  await deleteCustomer(viewer, "customer");
  // What the partner's systems read to follow the deletion, for thirty days.
  expect(await findText("zephyrine")).toEqual(["public.changes.external_id", "public.changes.serial"]);
  expect(await findText(viewer.customerId)).toEqual(["public.audit_events.customer_ids"]);
  expect(await readAuditEvents()).toEqual(events);
});

it("keeps the note of a search that also showed others", async () => {
  await recordEvent(staff, {
    event: "customers.searched",
    customerIds: [viewer.customerId, bystander.customerId],
  });
  const notes = async () => (await portal.owner.query("select from audit_notes")).rowCount;
  const before = await notes();
  await deleteCustomer(viewer, "customer");
  expect(await notes()).toBe((before ?? 0) - 2);
});

it("leaves all other customers unchanged", async () => {
  await deleteCustomer(viewer, "customer");
  expect(await dump()).toEqual(withoutViewer);
  await deleteCustomer(viewer, "customer");
  expect(await dump(), "once more").toEqual(withoutViewer);
});

it("deletes a customer without an address, and nobody else's codes", async () => {
  await portal.owner.query("update customers set email = null where id = $1", [viewer.customerId]);
  await deleteCustomer(viewer, "customer");
  expect(await portal.db.$count(emailCodes)).toBe(3);
});

it.each(tables)("deletes nothing when deleting from %s fails", async (table) => {
  const before = await dump();
  await portal.owner.query(
    `create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
     create trigger fail before delete on ${table} for each row execute function fail()`,
  );
  await expect(deleteCustomer(viewer, "customer")).rejects.toThrow();
  await portal.owner.query("drop function fail cascade");
  expect(await dump()).toEqual(before);
});

it("keeps the identity of a person who is also staff", async () => {
  const { id: staffId } = await portal.addStaff();
  const isViewer = eq(identities.customerId, viewer.customerId);
  await portal.db.update(identities).set({ staffId }).where(isViewer);
  await deleteCustomer(viewer, "customer");
  const isStaff = eq(identities.staffId, staffId);
  expect(await portal.db.select().from(identities).where(isStaff)).toMatchObject([{ customerId: null }]);
});

it("deletes a device that has launches of a previous owner", async () => {
  const [device] = await portal.db.select().from(devices).where(eq(devices.customerId, viewer.customerId));
  await addLaunch(bystander.customerId, device?.id ?? null);
  await deleteCustomer(viewer, "customer");
  expect(await dump()).toEqual(withoutViewer);
});

it("keeps staff launches for other customers, without the device", async () => {
  const [device] = await portal.db.select().from(devices).where(eq(devices.customerId, viewer.customerId));
  await addVisit(bystander.customerId, device?.id ?? "", "bystander");
  await deleteCustomer(viewer, "customer");
  const left = await portal.db.select().from(staffLaunches);
  expect(left).toMatchObject([
    { customerId: bystander.customerId },
    { customerId: bystander.customerId, deviceId: null },
  ]);
});

it("blocks concurrent inserts", async () => {
  await portal.owner.query("begin; lock table launches");
  const deletion = deleteCustomer(viewer, "customer");
  await portal.waitForLocks(1);
  const person = { kind: "customer", id: viewer.customerId } as const;
  const addition = portal.signIn(person).catch((error: Error) => error);
  await portal.waitForLocks(2);
  await portal.owner.query("commit");
  await deletion;
  expect(await addition).toBeInstanceOf(Error);
  expect(await dump()).toEqual(withoutViewer);
});

it("joins a transaction: rolled back, it deletes nothing", async () => {
  const before = await dump();
  const undone = transaction(async (tx) => {
    await deleteCustomer(viewer, "customer", tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await dump()).toEqual(before);
});
