import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestStage, type TestStage } from "@/tests/stage";
import { recordEvent } from "./record-event";

let portal: TestStage;
let admin: Client;
beforeAll(async () => {
  portal = await createTestStage();
  admin = new Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  const staff = await portal.addStaff("admin");
  const customerId = (await portal.addCustomer()).id;
  const card = { customerId, deviceId: null, card: "all-devices" } as const;
  await recordEvent(staff, { event: "launch.opened", ...card, launchId: crypto.randomUUID(), reason: "Why" });
  await recordEvent(staff, { event: "customer.viewed", customerId });
});
afterAll(async () => {
  await admin.end();
  await portal.stop();
});
beforeEach(() => admin.query("rollback; reset role; set session_replication_role = origin"));

const readEvents = async () =>
  (await portal.owner.query("select e::text from audit_events e order by id")).rows;
/** Refused by a privilege, a trigger, or a foreign key (when truncating one table alone). */
const refused = { code: expect.stringMatching(/^(42501|0A000)$/) };

const update = "update audit_events set at = at";
const changes = [
  update,
  "update audit_events set event = 'audit.viewed' where false",
  "update audit_events set at = audit_notes.reason::timestamptz from audit_notes where false",
  `merge into audit_events using (select 1 as id) given on given.id = audit_events.id
   when matched then update set event = 'audit.viewed'`,
  `merge into audit_events using (select 1::bigint as id) given on given.id = audit_events.id
   when matched then delete`,
  `insert into audit_events (id, event) overriding system value values (1, 'audit.viewed')
   on conflict (id) do update set event = 'audit.viewed'`,
  "with changed as (update audit_events set details = '{}' returning 1) select * from changed",
  "delete from audit_events",
  "delete from audit_events using audit_notes where false",
  "with gone as (delete from audit_events returning 1) select * from gone",
  "truncate audit_events",
  "truncate audit_events cascade",
  "truncate audit_events, audit_notes",
  "truncate audit_events restart identity cascade",
];
const removals = changes.filter((text) => /^(delete|with gone)|then delete/.test(text));

describe.each(changes)("%s", (text) => {
  it.each(["larder_app", "larder_owner", "larder_admin"])("is refused to %s", async (role) => {
    const before = await readEvents();
    await admin.query(`set role ${role}`);
    await expect(admin.query(text)).rejects.toMatchObject(refused);
    expect(await readEvents()).toEqual(before);
  });

  it.each(["larder_app", "larder_owner", "larder_admin"])("is refused to %s, replicating", async (role) => {
    const before = await readEvents();
    await admin.query(`set session_replication_role = replica; set role ${role}`);
    await expect(admin.query(text)).rejects.toMatchObject(refused);
    expect(await readEvents()).toEqual(before);
  });
});

describe.each(["larder_app", "larder_purge"])("%s, with all privileges", (role) => {
  const forbidden = role === "larder_purge" ? changes.filter((text) => !removals.includes(text)) : changes;
  it.each(forbidden)("may not %s", async (text) => {
    const before = await readEvents();
    await admin.query(`begin; grant all on audit_events, audit_notes to ${role}; set local role ${role}`);
    await expect(admin.query(text)).rejects.toMatchObject(refused);
    await admin.query("rollback");
    expect(await readEvents()).toEqual(before);
  });
});

it("keeps its events when the rows they name are deleted", async () => {
  const before = await readEvents();
  await portal.owner.query("delete from staff; delete from customers; truncate customers, staff cascade");
  expect(await readEvents()).toEqual(before);
});

it("lets the application only insert and read", async () => {
  const { rows } = await portal.owner.query(
    `select table_name as name, string_agg(privilege_type, ' ' order by privilege_type) as may
     from information_schema.table_privileges where grantee = 'larder_app' and table_name like 'audit%' group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { name: "audit_events", may: "INSERT SELECT" },
    // Erasing a customer deletes notes.
    { name: "audit_notes", may: "DELETE INSERT SELECT" },
  ]);
});

describe("the role for purges", () => {
  it.each(removals.filter((text) => !text.includes("audit_notes")))("may %s", async (text) => {
    await admin.query("begin; set local role larder_purge");
    await expect(admin.query(text)).resolves.toBeDefined();
    await admin.query("rollback");
  });

  it("deletes an event's note, which it cannot read", async () => {
    const purge = new Client({ connectionString: portal.database.purgeUrl });
    await purge.connect();
    try {
      await expect(purge.query("select from audit_notes")).rejects.toMatchObject(refused);
      await expect(purge.query("select from customers")).rejects.toMatchObject(refused);
      await purge.query("delete from audit_events where event = 'launch.opened'");
    } finally {
      await purge.end();
    }
    expect((await portal.owner.query("select from audit_notes where reason is not null")).rowCount).toBe(0);
    expect(await readEvents()).toHaveLength(1);
  });
});
