import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import { hashToken } from "@/lib/auth";
import { staffLaunches } from "@/lib/db";
import { succeed } from "@/lib/result";
import { type Id, readId } from "@/lib/scope";
import type { Customer, Staff, Viewer } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findStaffReturn, openForCustomer, returnStaffLaunches, viewStaffReturn } from ".";

let portal: TestStage;
let sam: Staff;
let hana: Customer;
let omar: Customer;
let kitchen: Id;
let office: Id;

beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
  hana = await portal.addCustomer({ name: "Hana Sato", externalId: "4711", email: "hana@example.com" });
  omar = await portal.addCustomer();
  kitchen = await portal.addDevice(hana, undefined, { name: "Kitchen" });
  office = await portal.addDevice(omar, undefined, { name: "Office" });
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(staffLaunches));

/** @returns the id of the open launch */
async function leave(
  { id: customerId }: Customer,
  deviceId: Id | null,
  { card = "supplies", browser = "one", viewer = sam } = {},
): Promise<Id> {
  const browserHash = hashToken(browser);
  await openForCustomer(
    viewer,
    { customerId, deviceId, card, reason: succeed("Ticket"), browserHash },
    readLaunchSettings(),
  );
  const { rows } = await portal.owner.query<{ id: string }>(
    "select id from staff_launches order by opened_at desc limit 1",
  );
  return (rows[0]?.id ?? "none") as Id;
}
async function comeBack(browser = "one", viewer = sam) {
  const returned = await returnStaffLaunches(viewer, hashToken(browser));
  return returned.ok ? returned.value : expect.unreachable(JSON.stringify(returned.problems));
}
/** Finds like the page does; a malformed id finds nothing. */
async function find(viewer: Viewer, back: string, customerId: string | null = null) {
  const id = readId(back);
  return id ? findStaffReturn(viewer, id, customerId, readLaunchSettings(), "en-US") : [];
}
const pass = (interval: string) =>
  portal.owner.query("update staff_launches set returned_at = returned_at - $1::interval", [interval]);

it("lists the launches and their customers, latest first", async () => {
  const first = await leave(hana, kitchen);
  const second = await leave(omar, office, { card: "settings" });
  const third = await leave(hana, null, { card: "all-devices" });
  expect((await comeBack()).map(({ id }) => id)).toEqual([third, second, first]);
  const found = await find(sam, third);
  const customer = { id: hana.id, name: "Hana Sato", externalId: "4711", email: "hana@example.com" };
  const nameless = { id: omar.id, name: null, externalId: null, email: null };
  expect(found).toEqual(
    [
      { id: third, customer, deviceName: null, card: "all-devices" },
      { id: second, customer: nameless, deviceName: "Office", card: "settings" },
      { id: first, customer, deviceName: "Kitchen", card: "supplies" },
    ].map((one) => ({ ...one, vendor: null, openedAt: expect.any(Date) })),
  );
  // Any of their ids identifies the same return.
  expect(await find(sam, first)).toEqual(found);
});

it("separates returns, browsers, staff and launches that are still open", async () => {
  const ada = await portal.addStaff("admin");
  const first = await leave(hana, kitchen);
  await comeBack();
  const second = await leave(hana, kitchen);
  await comeBack();
  const same = await leave(hana, kitchen);
  const elsewhere = await leave(omar, office, { browser: "two" });
  const hers = await leave(omar, office, { viewer: ada });
  await portal.owner.query(
    "update staff_launches set closed_at = now(), returned_at = now() where closed_at is null",
  );
  await leave(omar, office);
  for (const [viewer, id] of [
    [sam, first],
    [sam, second],
    [sam, same],
    [sam, elsewhere],
    [ada, hers],
  ] as const) {
    expect((await find(viewer, id)).map((one) => one.id)).toEqual([id]);
  }
});

it.each([
  // Not to the second: a busy machine may take one to ask.
  ["14 minutes 30 seconds", 1],
  ["15 minutes 1 second", 0],
])("shows a return after %s: %i", async (interval, count) => {
  const id = await leave(hana, kitchen);
  await comeBack();
  await pass(interval);
  expect(await find(sam, id)).toHaveLength(count);
});

it("shows a return only to its own viewer, and no open launch", async () => {
  const id = await leave(hana, kitchen);
  expect(await find(sam, id)).toEqual([]);
  await comeBack();
  expect(await find(await portal.addStaff("admin"), id)).toEqual([]);
  expect(await find({ ...hana, id: sam.id }, id)).toEqual([]);
  expect(await find(sam, id)).toHaveLength(1);
});

it.each(["none", "", "\u0000", "'", "x".repeat(900), crypto.randomUUID()])(
  "finds nothing for %j",
  async (id) => expect(await find(sam, id)).toEqual([]),
);

it("closes nothing for customers and browsers without a cookie", async () => {
  await leave(hana, kitchen);
  expect(await returnStaffLaunches({ ...hana, id: sam.id }, hashToken("one"))).toEqual(succeed([]));
  expect(await returnStaffLaunches(sam, null)).toEqual(succeed([]));
  expect(await comeBack()).toHaveLength(1);
});

it("omits devices that the customer no longer has, and deleted customers", async () => {
  const gone = await portal.addCustomer();
  const garage = await portal.addDevice(hana, undefined, { name: "Garage" });
  const id = await leave(hana, garage);
  await leave(gone, await portal.addDevice(gone));
  await portal.owner.query("update devices set removed_at = now() where id = $1", [garage]);
  expect(await comeBack()).toHaveLength(2);
  await portal.owner.query("delete from devices where customer_id = $1", [gone.id]);
  await portal.owner.query("delete from customers where id = $1", [gone.id]);
  expect(await find(sam, id)).toMatchObject([{ deviceName: null, card: "supplies" }]);
});

it("shows only the customer on their page", async () => {
  const id = await leave(hana, kitchen);
  await leave(omar, office);
  await comeBack();
  expect(await find(sam, id, hana.id)).toMatchObject([{ id }]);
  expect(await find(sam, id, crypto.randomUUID())).toEqual([]);
});

const view = (id: Id) => viewStaffReturn(sam, id, readLaunchSettings(), "en-US");

it("shows several customers only after recording them", async () => {
  const shown = async () =>
    (
      await portal.owner.query<{ customer_ids: string[] }>(
        "select customer_ids from audit_events where event = 'customers.searched' and actor_id = $1 order by id",
        [sam.id],
      )
    ).rows.map(({ customer_ids }) => customer_ids);
  const id = await leave(hana, kitchen);
  await leave(omar, office);
  await leave(omar, office, { card: "settings" });
  await comeBack();
  expect(await view(id)).toMatchObject({ ok: true, value: { length: 3 } });
  expect(await view(crypto.randomUUID() as Id)).toEqual(succeed([]));
  expect(await shown()).toEqual([[omar.id, hana.id]]);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    expect(await view(id)).toMatchObject({ ok: false, problems: [{ code: "unrecorded" }] });
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
});
