import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Customer, Staff } from "@/lib/viewer";
import { countQueries, createTestStage, type TestStage } from "@/tests/stage";
import { exportEvents } from "./export-events";
import { listEvents, pageSize } from "./list-events";
import { recordEvent } from "./record-event";
import type { AuditPage, FilterText } from "./types";
import { writeCsv } from "./write-csv";

let portal: TestStage;
let admin: Staff;
let sam: Staff;
let hana: Customer;
let jonas: Customer;
const card = { deviceId: null, card: "all-devices" } as const;
const gone = crypto.randomUUID();
const anything: FilterText = { staff: "", event: "", customer: "", from: "", to: "" };

beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("alter table audit_events disable trigger audit_events_keep");
  await portal.owner.query("truncate audit_events, audit_notes, staff, customers cascade");
  await portal.owner.query("alter table audit_events enable always trigger audit_events_keep");
  [admin, sam] = [await portal.addStaff("admin"), await portal.addStaff("support")];
  hana = await portal.addCustomer({ name: "Hana Sato", externalId: "4711", email: "Hana@example.com" });
  jonas = await portal.addCustomer({ name: null, externalId: "=1+1", email: "jonas@example.com" });
});

/** Inserts an event with a given time; `recordEvent` always uses now. */
const addEvent = (at: string, staffId = sam.id, event = "customer.viewed", customerIds = [hana.id]) =>
  portal.owner.query(
    "insert into audit_events (at, event, actor_kind, actor_id, role, customer_ids) values ($1, $2, 'staff', $3, 'support', $4)",
    [at, event, staffId, customerIds],
  );

async function list(given: Partial<FilterText> = {}, place?: Parameters<typeof listEvents>[2]) {
  const found = await listEvents(admin, { ...anything, ...given }, place);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

/** Inserts a key, as lib/api-keys does. @returns its id */
async function addKey(name: string): Promise<string> {
  const { rows } = await portal.owner.query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at)
     values ($1, 'hash', 'lk_0000', '{links:read}', now()) returning id`,
    [name],
  );
  return rows[0].id;
}

it("names the key that acted, and the key that was made", async () => {
  const id = await addKey("Web shop");
  const key = { keyId: id, name: "Shop", scopes: ["links:read"], expiresAt: "2027-01-01T00:00:00.000Z" };
  await recordEvent(admin, { event: "key.created", ...key });
  await recordEvent(
    { kind: "client", id, network: "192.0.2.0/24" },
    { event: "customer.viewed", customerId: hana.id },
  );
  await recordEvent(
    { kind: "client", id: gone, network: null },
    { event: "customer.viewed", customerId: hana.id },
  );
  expect((await list()).events).toMatchObject([
    { actor: { kind: "client", id: gone, name: null, role: null } },
    { actor: { kind: "client", id, name: "Web shop", role: null }, network: "192.0.2.0/24" },
    { event: "key.created", actor: { kind: "staff", name: "Sam" }, details: key },
  ]);
  for await (const rows of await exportBatches({ event: "customer.viewed" }))
    expect(writeCsv(rows)).toContain(`"client","${id}","Web shop",""`);
});

async function exportBatches(given: Partial<FilterText>) {
  const exported = await exportEvents(admin, { ...anything, ...given });
  if (!exported.ok) throw new Error("nothing was exported");
  return exported.value;
}

const listTimes = ({ events }: AuditPage) => events.map(({ at }) => at.toISOString());

const readViews = async () =>
  (
    await portal.owner.query(
      "select event, actor_id, customer_ids, details from audit_events where event like 'audit.%' order by id",
    )
  ).rows;

it("shows actor, event, customers, time, reason and network, with current names", async () => {
  await recordEvent(sam, { event: "customers.searched", customerIds: [hana.id, jonas.id, gone] });
  await recordEvent(sam, { event: "link.shown", customerId: hana.id, ...card, link: "app", as: "qr" });
  const opened = { ...card, launchId: crypto.randomUUID(), reason: "Ticket 12" };
  await recordEvent({ ...sam, network: null }, { event: "launch.opened", customerId: gone, ...opened });
  await recordEvent(admin, { event: "staff.sessions-ended", subjectId: sam.id, sessions: 2 });
  await portal.owner.query(
    "insert into audit_events (event, actor_kind, details) values ('audit.purged', 'system', $1)",
    [{ olderThan: "400d", removed: 3, before: "2026-01-01T00:00:00.000Z" }],
  );
  await portal.owner.query("update staff set name = 'Samuel', role = 'admin' where id = $1", [sam.id]);
  const { events, newer, older } = await list();
  const about = (who: Customer, fields: object) => ({ id: who.id, isGone: false, ...fields });
  const [toHana, toGone] = [
    about(hana, { name: "Hana Sato", externalId: "4711" }),
    { id: gone, name: null, externalId: null, isGone: true },
  ];
  const common = { id: expect.any(String), at: expect.any(Date), subjectName: null, reason: null };
  const bySam = {
    ...common,
    actor: { kind: "staff", id: sam.id, name: "Samuel", role: "support" },
    network: sam.network,
  };
  expect(events).toEqual([
    {
      ...common,
      ...{
        event: "audit.purged",
        actor: { kind: "system", id: null, name: null, role: null },
        customers: [],
        customerCount: 0,
        network: null,
      },
      details: { olderThan: "400d", removed: 3, before: "2026-01-01T00:00:00.000Z" },
    },
    {
      ...{ ...bySam, event: "staff.sessions-ended", customers: [], customerCount: 0, subjectName: "Samuel" },
      ...{ actor: { kind: "staff", id: admin.id, name: "Sam", role: "admin" } },
      details: { subjectId: sam.id, sessions: 2 },
    },
    {
      ...{ ...bySam, event: "launch.opened", customers: [toGone], reason: "Ticket 12", network: null },
      customerCount: 1,
      details: { ...card, launchId: opened.launchId },
    },
    {
      ...{ ...bySam, event: "link.shown", customers: [toHana], customerCount: 1 },
      details: { ...card, link: "app", as: "qr" },
    },
    {
      ...{ ...bySam, event: "customers.searched", details: {} },
      customers: [toHana, about(jonas, { name: null, externalId: "=1+1" }), toGone],
      customerCount: 3,
    },
  ]);
  expect([newer, older]).toEqual([null, null]);
});

describe("an import that names 500 customers", () => {
  const others = Array.from({ length: 498 }, () => crypto.randomUUID());
  beforeEach(() => {
    const counts = { customers: 500, devices: 0, removed: 0 };
    const customerIds = [hana.id, ...others, jonas.id];
    return recordEvent({ kind: "system" }, { event: "import.written", customerIds, ...counts });
  });

  it("shows the first 50, and how many there are", async () => {
    const [event] = (await list()).events;
    expect(event?.customerCount).toBe(500);
    const shown = event?.customers.map(({ id }) => id);
    expect(shown).toEqual([hana.id, ...others.slice(0, 49)]);
  });

  it("shows those looked for, too", async () => {
    const [event] = (await list({ customer: jonas.id })).events;
    expect(event?.customers).toHaveLength(51);
    expect(event?.customers.at(-1)).toMatchObject({ id: jonas.id, externalId: "=1+1" });
  });

  it("exports the ids of all", async () => {
    for await (const rows of await exportBatches({ event: "import.written" })) {
      expect(rows.map(({ customerIds }) => customerIds)).toEqual([[hana.id, ...others, jonas.id]]);
      expect(writeCsv(rows)).toContain(`"500","${[hana.id, ...others, jonas.id].join(" | ")}","4711 | `);
    }
  });
});

describe("filters", () => {
  const [first, second, third] = [
    "2026-10-01T23:59:59.999Z",
    "2026-10-02T00:00:00.000Z",
    "2026-10-03T12:00:00.000Z",
  ];
  beforeEach(async () => {
    await addEvent(first);
    await addEvent(second, admin.id, "link.shown", [jonas.id]);
    await addEvent(third, sam.id, "customers.searched", [jonas.id, hana.id, gone]);
  });

  it.each<[() => Partial<FilterText>, string[]]>([
    [() => ({}), [third, second, first]],
    [() => ({ staff: sam.id }), [third, first]],
    [() => ({ staff: gone }), []],
    [() => ({ event: "link.shown" }), [second]],
    [() => ({ event: "launch.opened" }), []],
    [() => ({ customer: hana.id }), [third, first]],
    [() => ({ customer: hana.id.toUpperCase() }), [third, first]],
    [() => ({ customer: "4711" }), [third, first]],
    [() => ({ customer: "hana@EXAMPLE.com" }), [third, first]],
    [() => ({ customer: "=1+1" }), [third, second]],
    [() => ({ customer: gone }), [third]],
    [() => ({ from: "2026-10-02" }), [third, second]],
    [() => ({ to: "2026-10-01" }), [first]],
    [() => ({ from: "2026-10-02", to: "2026-10-02" }), [second]],
    [() => ({ from: "0001-01-01", to: "9999-12-31" }), [third, second, first]],
    [() => ({ staff: sam.id, event: "customers.searched", customer: "4711", from: "2026-10-03" }), [third]],
  ])("%s", async (given, expected) => {
    expect(listTimes(await list(given()))).toEqual(expected);
    const exported: string[] = [];
    for await (const events of await exportBatches(given()))
      for (const { at, event } of events) if (!event.startsWith("audit.")) exported.push(at.toISOString());
    expect(exported).toEqual(expected);
  });

  it("include all customers who share an address", async () => {
    await portal.owner.query("update customers set email = 'both@example.com'");
    expect(listTimes(await list({ customer: "both@example.com" }))).toEqual([third, second, first]);
  });

  it.each<[Partial<FilterText>, object]>([
    [{ staff: "Sam" }, { staff: "staff-unknown" }],
    [{ event: "customer.eaten" }, { event: "event-unknown" }],
    [{ event: "constructor" }, { event: "event-unknown" }],
    [{ from: "12/2026" }, { from: "date-malformed" }],
    [{ from: "2026-02-30" }, { from: "date-malformed" }],
    [
      { from: "0000-01-01", to: "2026-1-1" },
      { from: "date-malformed", to: "date-malformed" },
    ],
    [{ from: "2026-10-01T00:00" }, { from: "date-malformed" }],
    [{ from: "x", to: "2026-10-01" }, { from: "date-malformed" }],
    [{ from: "2026-10-02", to: "2026-10-01" }, { to: "date-order" }],
    [
      { staff: "'", from: "infinity" },
      { staff: "staff-unknown", from: "date-malformed" },
    ],
  ])("refuse %o with %o", async (given, faults) => {
    const problems = Object.entries(faults).map(([field, code]) => ({ code, field }));
    expect(await listEvents(admin, { ...anything, ...given })).toEqual({ ok: false, problems });
    expect(await exportEvents(admin, { ...anything, ...given })).toEqual({ ok: false, problems });
    expect(await readViews()).toEqual([]);
    // Nor do they tell whether somebody is a customer.
    for (const customer of ["4711", "4712", "hana@example.com"]) {
      const asked = { ...anything, ...given, customer };
      expect(await countQueries(() => listEvents(admin, asked))).toEqual([{ ok: false, problems }, 0]);
      expect(await countQueries(() => exportEvents(admin, asked))).toEqual([{ ok: false, problems }, 0]);
    }
  });

  it.each(["4712", "hana@example.co", "%"])(
    "record that %j is no customer, and not the text",
    async (customer) => {
      const asked = { ...anything, customer, from: "2026-10-01" };
      const refused = { ok: false, problems: [{ code: "filter-customer-unknown", field: "customer" }] };
      expect(await listEvents(admin, asked)).toEqual(refused);
      expect(await exportEvents(admin, asked)).toEqual(refused);
      const row = {
        actor_id: admin.id,
        customer_ids: [],
        details: { filter: { from: "2026-10-01", customer: "unknown" } },
      };
      expect(await readViews()).toEqual([
        { ...row, event: "audit.viewed" },
        { ...row, event: "audit.exported" },
      ]);
      expect((await list({ event: "audit.viewed" })).events[0]?.details).toEqual(row.details);
      const { rows } = await portal.owner.query("select reason from audit_notes where reason is not null");
      expect(rows).toEqual([]);
    },
  );
});

describe("pages", () => {
  const count = 2 * pageSize + 20;
  /** Three events at each time, so that pages end between events of the same time. */
  beforeEach(() =>
    portal.owner.query(
      `insert into audit_events (at, event, actor_kind, actor_id, customer_ids)
       select '2026-10-01T00:00:00.000001Z'::timestamptz + (n / 3) * interval '1 microsecond', 'link.shown', 'staff', $1, array[$2::uuid]
       from generate_series(1, $3::int) n`,
      [sam.id, hana.id, count],
    ),
  );

  it.each([{}, { customer: "4711" }, { staff: "sam" }])(
    "lead through all events and back: %o",
    async (given) => {
      const filter = { event: "link.shown", ...given, ...("staff" in given && { staff: sam.id }) };
      const pages = [await list(filter)];
      for (let { older } = pages[0] as AuditPage; older; older = pages.at(-1)?.older ?? null)
        pages.push(await list(filter, { older, newer: null }));
      const ids = pages.map(({ events }) => events.map(({ id }) => Number(id)));
      expect(ids.map(({ length }) => length)).toEqual([pageSize, pageSize, 20]);
      expect(ids.flat()).toEqual([...new Set(ids.flat())].sort((one, other) => other - one));
      expect(pages[0]?.newer).toBeNull();

      const back = [pages[2] as AuditPage];
      for (let { newer } = back[0] as AuditPage; newer; newer = back.at(-1)?.newer ?? null)
        back.push(await list(filter, { older: null, newer }));
      expect(back.reverse().map(({ events }) => events)).toEqual(pages.map(({ events }) => events));
    },
  );

  it.each(["", "x", "1-", "-1", "1-1; drop", "9".repeat(17), `1-${"9".repeat(19)}`, "NaN-1"])(
    "start at the newest for the cursor %j",
    async (older) =>
      expect((await list({ event: "link.shown" }, { older, newer: null })).events).toHaveLength(50),
  );

  it("are empty after the last event", async () => {
    const page = await list({ event: "link.shown" }, { older: "1-1", newer: null });
    expect(page).toEqual({ events: [], newer: null, older: null });
  });
});

describe("viewing", () => {
  it("is recorded with the filter, as ids", async () => {
    await list();
    const given = { staff: sam.id, event: "link.shown", customer: "hana@example.com", from: "2026-10-01" };
    await list(given);
    await exportEvents(admin, { ...anything, to: "2026-10-01" });
    const filter = { staffId: sam.id, event: "link.shown", from: "2026-10-01" };
    const row = { actor_id: admin.id, customer_ids: [] };
    expect(await readViews()).toEqual([
      { ...row, event: "audit.viewed", details: { filter: {} } },
      { ...row, event: "audit.viewed", customer_ids: [hana.id], details: { filter } },
      { ...row, event: "audit.exported", details: { filter: { to: "2026-10-01" } } },
    ]);
  });

  it("shows nothing when recording fails", async () => {
    await portal.owner.query("revoke insert on audit_notes from larder_app");
    try {
      const unrecorded = { ok: false, problems: [{ code: "unrecorded", reference: expect.any(String) }] };
      expect(await listEvents(admin, anything)).toEqual(unrecorded);
      expect(await exportEvents(admin, anything)).toEqual(unrecorded);
      // Not even that there is no such customer.
      expect(await listEvents(admin, { ...anything, customer: "nobody" })).toEqual(unrecorded);
      expect(await exportEvents(admin, { ...anything, customer: "nobody" })).toEqual(unrecorded);
    } finally {
      await portal.owner.query("grant insert on audit_notes to larder_app");
    }
  });

  it("is only for administrators", async () => {
    for (const viewer of [sam, hana]) {
      const notFound = { ok: false, problems: [{ code: "not-found" }] };
      expect(await listEvents(viewer, anything)).toEqual(notFound);
      expect(await exportEvents(viewer, anything)).toEqual(notFound);
      expect(await listEvents(viewer, { ...anything, customer: "nobody" })).toEqual(notFound);
    }
    expect(await readViews()).toEqual([]);
  });
});

it("exports any number of events in batches, while new events arrive", async () => {
  await portal.owner.query(
    `insert into audit_events (at, event, actor_kind, actor_id) select now() - n * interval '1 second', 'staff.signed-in', 'staff', $1
     from generate_series(1, 2500) n`,
    [sam.id],
  );
  const sizes: number[] = [];
  for await (const rows of await exportBatches({ staff: sam.id })) {
    sizes.push(rows.length);
    await recordEvent(sam, { event: "staff.signed-in" });
  }
  expect(sizes).toEqual(Array(10).fill(250));
});
