import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { requestCode } from "@/lib/codes";
import { listMailsTo } from "@/lib/customers";
import { type customers, launches } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { ownScope } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { countQueries, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import type { Timeline } from "./types";
import { type CustomerQuery, viewCustomer } from "./view-customer";

let portal: TestStage;
let staff: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  staff = await portal.addStaff();
});
afterAll(() => portal.stop());

const settings = { countryRegions: {}, dash: { vendorCode: "V1" } };
const ask = (id: string, query: Partial<CustomerQuery> = {}, viewer = staff) =>
  viewCustomer(
    viewer,
    id,
    { search: "", sort: "name", after: null, before: null, ...query },
    settings,
    "en-US",
  );

/** @returns null for a deleted customer */
async function view(...given: Parameters<typeof ask>) {
  const found = await ask(...given);
  if (found.ok) return found.value;
  return found.problems[0].code === "customer-gone" ? null : expect.unreachable(found.problems[0].code);
}

const countEvents = async () => (await portal.owner.query("select from audit_events")).rowCount;

const someone = {
  externalId: "4711",
  name: "Hana Sato",
  email: "hana@example.com",
  country: "JP",
  language: "ja",
};

async function addLaunch(customer: Customer, fields: Partial<typeof launches.$inferInsert> = {}) {
  const browserHash = Buffer.from(crypto.randomUUID());
  const launch = { card: "supplies", channel: "website", region: "FE", browserHash } as const;
  const [made] = await portal.db
    .insert(launches)
    .values({ ...launch, customerId: customer.id, expiresAt: new Date(), closedAt: new Date(), ...fields })
    .returning();
  return made as typeof launches.$inferSelect;
}

it("shows the profile, the devices and the cards that the customer sees", async () => {
  const customer = await portal.addCustomer(someone);
  const printer = await portal.addDevice(customer, modelIds.printer, { name: "Office", serial: "S-1" });
  await portal.addDevice(customer, modelIds.coffee, { name: "Kitchen" });
  await portal.addDevice(customer, modelIds.coffee, { name: "Gone", removedAt: new Date() });
  await portal.addDevice(await portal.addCustomer(), modelIds.coffee, { name: "Foreign" });
  const found = await view(customer.id.toUpperCase());
  expect(found).toMatchObject({
    customer: { ...someone, id: customer.id, createdAt: expect.any(Date) },
    region: "FE",
    vendors: [{ vendorCode: "V1", models: ["Brew 2", "Inkwell 4"] }],
    page: { total: 2, next: null },
  });
  expect(found?.page.devices).toMatchObject([
    { name: "Kitchen", cards: ["supplies", "inventory", "history", "parts", "settings", "enroll"] },
    {
      id: printer,
      name: "Office",
      serial: "S-1",
      model: "Inkwell 4",
      drawing: "printer",
      registeredAt: expect.any(Date),
      cards: ["supplies", "inventory", "history", "settings", "enroll"],
    },
  ]);
});

it.each<[string, Partial<typeof customers.$inferInsert>, string | null, number, boolean]>([
  ["no known country", { country: null }, null, 0, false],
  ["a country without a region", { country: "ZA" }, null, 0, false],
  ["a country where the model is not offered", { country: "MX" }, "NA", 0, false],
  ["a country where it is", { country: "US" }, "NA", 5, true],
])("shows the cards of %s", async (_, fields, region, cards, hasAccountCard) => {
  const customer = await portal.addCustomer(fields);
  await portal.addDevice(customer);
  const found = await view(customer.id);
  expect(found).toMatchObject({ region, vendors: hasAccountCard ? [{ vendorCode: "V1" }] : [] });
  expect(found?.page.devices[0]?.cards).toHaveLength(cards);
});

it.each([
  ["ja", "インクウェル 4", "黒"],
  ["en-US", "Inkwell 4", "Black"],
])("shows staff the names in their own language, not the customer's: %s", async (language, model, slot) => {
  const customer = await portal.addCustomer({ language: "de" });
  await portal.addDevice(customer);
  const names = { ja: "インクウェル 4", de: "Tintenfass 4" };
  await portal.owner.query("update device_models set names = $1 where name = 'Inkwell 4'", [names]);
  await portal.owner.query("update slots set names = $1 where name = 'Black'", [{ ja: "黒", de: "Schwarz" }]);
  const query = { search: "", sort: "name", after: null, before: null } as const;
  const viewed = await viewCustomer(staff, customer.id, query, settings, language);
  expect(viewed).toMatchObject({
    ok: true,
    value: {
      page: { devices: [{ model, slots: [{ name: slot }, {}] }] },
      vendors: [{ vendorCode: "V1", models: [model] }],
    },
  });
});

it("uses the partner's own mapping of countries", async () => {
  const customer = await portal.addCustomer({ country: "ZA" });
  await portal.addDevice(customer, modelIds.coffee);
  const query = { search: "", sort: "name", after: null, before: null } as const;
  const viewed = await viewCustomer(
    staff,
    customer.id,
    query,
    { ...settings, countryRegions: { ZA: "EU" } },
    "en-US",
  );
  const found = viewed.ok ? viewed.value : null;
  expect(found).toMatchObject({ region: "EU", vendors: [{ models: ["Brew 2"] }] });
  expect(found?.page.devices[0]?.cards).toHaveLength(6);
});

it("shows a customer with an empty profile", async () => {
  const { id } = await portal.addCustomer({ country: null });
  const page = { devices: [], adds: false, total: 0, matching: 0, before: 0, next: null };
  expect(await view(id)).toEqual({
    customer: {
      id,
      externalId: null,
      name: null,
      email: null,
      country: null,
      language: null,
      writtenBy: {},
      showLevels: true,
      createdAt: expect.any(Date),
    },
    otherIds: [],
    region: null,
    page,
    vendors: [],
    timeline: { entries: [], isLater: false, next: null },
  });
});

it.each([40, 1000])("pages and searches %i devices in the same number of queries as one", async (count) => {
  const customer = await portal.addCustomer();
  await portal.owner.query(
    `insert into devices (customer_id, model_id, name, serial)
     select $1::uuid, $2, 'Room ' || lpad(n::text, 4, '0'), $1::text || '-' || n from generate_series(1, $3::int) n`,
    [customer.id, modelIds.printer, count],
  );
  const [first, queries] = await countQueries(() => view(customer.id));
  // Customer, devices, account-wide card, timeline, codes, mails, readings, audit event.
  expect(queries).toBe(8);
  expect(first?.page).toMatchObject({ total: count, matching: count, before: 0 });
  const second = await view(customer.id, { after: first?.page.next ?? null });
  expect(second?.page.devices[0]?.name).toBe("Room 0025");
  const found = await view(customer.id, { search: "room 0040" });
  expect(found?.page).toMatchObject({ total: count, matching: 1, devices: [{ name: "Room 0040" }] });
});

it("records each view before it shows anything", async () => {
  const { id } = await portal.addCustomer();
  const before = Number(await countEvents());
  await view(id);
  const { rows } = await portal.owner.query("select * from audit_events order by id desc limit 1");
  expect(rows).toMatchObject([{ event: "customer.viewed", actor_id: staff.id, customer_ids: [id] }]);
  expect(await countEvents()).toBe(before + 1);

  await portal.owner.query("revoke insert on audit_events from larder_app");
  expect(await ask(id)).toMatchObject({ ok: false, problems: [{ code: "unrecorded" }] });
  await portal.owner.query("grant insert on audit_events to larder_app");
});

describe("shows and records nothing", () => {
  it.each([
    ["an unknown id", () => crypto.randomUUID()],
    ["a malformed id", () => "1"],
    ["no id", () => ""],
    ["NUL", () => "\0"],
    ["a long id", () => "x".repeat(9000)],
    ["an id in braces", () => `{${crypto.randomUUID()}}`],
    ["a staff member's id", () => staff.id],
    ["a device's id", async () => portal.addDevice(await portal.addCustomer())],
  ])("for %s", async (_, idOf) => {
    const id = await idOf();
    const before = await countEvents();
    expect(await view(id)).toBeNull();
    expect(await countEvents()).toBe(before);
  });

  it("to a customer, whatever the id", async () => {
    const customer = await portal.addCustomer();
    const before = await countEvents();
    expect(await view(customer.id, {}, customer as never)).toBeNull();
    expect(await view(customer.id, {}, { ...customer, id: staff.id } as never)).toBeNull();
    expect(await countEvents()).toBe(before);
  });
});

describe("the timeline", () => {
  const linesOf = async (id: string, before: string | null = null) => {
    const timeline = (await view(id, { before }))?.timeline;
    return timeline?.entries.map(({ key: _, at: __, ...entry }) => entry);
  };
  const line = { card: null, device: null, vendorCode: null, staff: null, reason: null, state: null };

  it("lists launches, returns, mails and staff views, newest first", async () => {
    const customer = await portal.addCustomer({ email: "jonas@example.com" });
    const { id: customerId } = customer;
    const other = await portal.addCustomer({ email: "other@example.com" });
    const deviceId = await portal.addDevice(customer, modelIds.printer, { name: "Office" });
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await addLaunch(customer, { deviceId, openedAt: ago(60), returnedAt: ago(50) });
    await addLaunch(customer, { card: "all-devices", channel: "app", openedAt: ago(40) });
    await addLaunch(customer, { card: "all-devices", vendorCode: "W", openedAt: ago(35) });
    await addLaunch(other, { openedAt: ago(30) });

    const asked = { browserHash: Buffer.from("b"), language: "en" } as const;
    await requestCode({ ...asked, purpose: "sign-in", email: "JONAS@example.com", customerId: null });
    await requestCode({ ...asked, purpose: "sign-in", email: "other@example.com", customerId: null });
    const changed = { kind: "email-changed", customerId, to: "old@example.com" } as const;
    await enqueueMail(changed);
    await portal.owner.query(
      "update pgboss.job set state = 'completed' where data->>'kind' = 'email-changed'",
    );
    expect(await listMailsTo(ownScope(other), null)).toEqual([]);

    const card = { customerId, deviceId, card: "supplies" } as const;
    const launchId = crypto.randomUUID();
    const about = [customerId, other.id];
    await recordEvent(staff, { event: "customers.searched", customerIds: about });
    await recordEvent(staff, { event: "customer.viewed", customerId });
    await recordEvent(staff, { event: "card.viewed", ...card });
    await recordEvent(staff, { event: "link.shown", ...card, link: "app", as: "qr" });
    await recordEvent(staff, { event: "link.shown", ...card, link: "portal", as: "text" });
    await recordEvent(staff, { event: "link.mailed", ...card });
    const whole = { customerId, deviceId: null, card: "all-devices", vendorCode: "W" } as const;
    await recordEvent(staff, { event: "link.mailed", ...whole });
    await recordEvent(staff, { event: "launch.opened", ...card, launchId, reason: "Ticket 12" });
    await recordEvent(staff, { event: "launch.returned", ...card, launchId });
    await recordEvent(staff, { event: "customer.viewed", customerId: other.id });

    const visit = { ...line, staff: { name: "Sam" }, card: "supplies", device: "Office" };
    expect(await linesOf(customerId)).toEqual([
      { ...visit, kind: "launch.returned" },
      { ...visit, kind: "launch.opened", reason: "Ticket 12" },
      { ...visit, kind: "link.mailed", card: "all-devices", device: null, vendorCode: "W" },
      { ...visit, kind: "link.mailed" },
      { ...visit, kind: "link.text" },
      { ...visit, kind: "link.qr" },
      { ...visit, kind: "card.viewed" },
      { ...visit, kind: "customer.viewed", card: null, device: null },
      { ...line, kind: "mail.email-changed", state: "sent" },
      { ...line, kind: "mail.code", state: "waiting" },
      { ...line, kind: "own.website", card: "all-devices", vendorCode: "W" },
      { ...line, kind: "own.app", card: "all-devices" },
      { ...line, kind: "own.returned", card: "supplies", device: "Office" },
      { ...line, kind: "own.website", card: "supplies", device: "Office" },
    ]);
  });

  it.each([
    ["created", "waiting"],
    ["retry", "waiting"],
    ["active", "waiting"],
    ["completed", "sent"],
    ["cancelled", "failed"],
    ["failed", "failed"],
  ])("shows a mail that is %s as %s", async (state, said) => {
    const { id: customerId } = await portal.addCustomer();
    const mail = { kind: "email-changed", customerId, to: "old@example.com" } as const;
    await enqueueMail(mail);
    await portal.owner.query(
      "update pgboss.job set state = $1::pgboss.job_state where data->>'customerId' = $2",
      [state, customerId],
    );
    expect(await linesOf(customerId)).toEqual([{ ...line, kind: "mail.email-changed", state: said }]);
  });

  it("does not reveal the name that a device's next owner gave it", async () => {
    const customer = await portal.addCustomer();
    const deviceId = await portal.addDevice(customer, modelIds.printer, { name: "Old name" });
    await addLaunch(customer, { deviceId });
    const { id } = await portal.addCustomer();
    await portal.owner.query("update devices set customer_id = $1, name = 'New name' where id = $2", [
      id,
      deviceId,
    ]);
    expect(await linesOf(customer.id)).toEqual([{ ...line, kind: "own.website", card: "supplies" }]);
    expect(await linesOf(id)).toEqual([]);
  });

  it("collapses views by the same person within ten minutes of each other", async () => {
    const { id: customerId } = await portal.addCustomer();
    const nameless = { ...(await portal.addStaff("admin")), name: null };
    await portal.owner.query("update staff set name = null where id = $1", [nameless.id]);
    const visits: [minutes: number, who: string, event: string][] = [
      [40, staff.id, "customer.viewed"],
      [29, staff.id, "customer.viewed"],
      [20, staff.id, "customer.viewed"],
      [19, nameless.id, "customer.viewed"],
      [18, staff.id, "card.viewed"],
      [17, staff.id, "customer.viewed"],
      [16, staff.id, "link.mailed"],
      [15, staff.id, "link.mailed"],
    ];
    for (const [minutes, who, event] of visits)
      await portal.owner.query(
        `insert into audit_events (at, event, actor_kind, actor_id, role, customer_ids)
         values (now() - $1::int * interval '1 minute', $2, 'staff', $3, 'support', array[$4::uuid])`,
        [minutes, event, who, customerId],
      );
    const found = (await view(customerId))?.timeline.entries ?? [];
    const minutesAgo = (at: Date) => Math.round((Date.now() - at.getTime()) / 60_000);
    expect(found.map(({ at, kind, staff }) => [minutesAgo(at), staff?.name, kind])).toEqual([
      [15, "Sam", "link.mailed"],
      [16, "Sam", "link.mailed"],
      [18, "Sam", "card.viewed"],
      [19, null, "customer.viewed"],
      [29, "Sam", "customer.viewed"],
      [40, "Sam", "customer.viewed"],
    ]);
  });

  it("has pages without gaps or duplicates, even for simultaneous entries", async () => {
    const customer = await portal.addCustomer({ email: "busy@example.com" });
    const { id: customerId } = customer;
    const at = new Date(Date.now() - 3600_000);
    for (let index = 0; index < 30; index += 1)
      await addLaunch(customer, { openedAt: at, returnedAt: index % 2 ? at : null });
    for (let index = 0; index < 15; index += 1) {
      const mail = { kind: "email-changed", customerId, to: "old@example.com" } as const;
      await enqueueMail(mail);
    }
    await portal.owner.query(
      "update pgboss.job set created_on = $1::timestamptz + interval '300 microseconds' where data->>'customerId' = $2",
      [at, customerId],
    );
    for (let index = 0; index < 15; index += 1)
      await portal.owner.query(
        `insert into audit_events (at, event, actor_kind, actor_id, role, customer_ids)
         values ($1::timestamptz + $2::int * interval '30 microseconds', 'link.mailed', 'staff', $3, 'support', array[$4::uuid])`,
        [at, index, staff.id, customerId],
      );

    const keys: string[] = [];
    let cursor: string | null = null;
    do {
      const found = await view(customerId, { before: cursor });
      expect(found?.timeline.isLater).toBe(cursor !== null);
      keys.push(...(found?.timeline.entries ?? []).map(({ key }) => key));
      // Entries that arrive during paging belong on the first page.
      await addLaunch(customer);
      cursor = found?.timeline.next ?? null;
    } while (cursor);
    // Without this test's own views, which are newer than the first page.
    expect(keys).toHaveLength(30 + 15 + 15 + 15);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([...keys].sort().reverse());
  });

  it.each([
    [25, [25]],
    [26, [25, 1]],
  ])("shows %i launches on pages of %j", async (count, sizes) => {
    const customer = await portal.addCustomer();
    for (let index = 0; index < count; index += 1) await addLaunch(customer);
    const pages: (number | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const timeline: Timeline | undefined = (await view(customer.id, { before: cursor }))?.timeline;
      pages.push(timeline?.entries.length);
      cursor = timeline?.next ?? null;
    } while (cursor);
    expect(pages).toEqual(sizes);
  });

  it.each([
    "nonsense",
    ".",
    "1",
    "0.",
    "\0",
    "99999999999999.l00000000-0000-0000-0000-000000000000",
    "-1.l00000000-0000-0000-0000-000000000000",
    "1.x00000000-0000-0000-0000-000000000000",
    "1.l'; drop table launches --",
    "1.5.l00000000-0000-0000-0000-000000000000",
    `1.l${"0".repeat(5000)}`,
  ])("starts with the newest for the cursor %j", async (before) => {
    const customer = await portal.addCustomer();
    await addLaunch(customer);
    expect((await view(customer.id, { before }))?.timeline).toMatchObject({
      isLater: false,
      entries: [{ kind: "own.website" }],
    });
  });

  it.each(["0.a0000000000000000000", "9999999999999.r00000000-0000-0000-0000-000000000000"])(
    "accepts the well-formed cursor %j",
    async (before) => {
      const { id } = await portal.addCustomer();
      expect((await view(id, { before }))?.timeline).toMatchObject({ isLater: true, entries: [] });
    },
  );
});
