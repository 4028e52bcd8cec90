import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { devices, launches, staff, transaction } from "@/lib/db";
import { type Id, ownScope, readId } from "@/lib/scope";
import type { Customer, SignedIn, Viewer } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findReturn } from "./find-return";
import { type NewLaunch, recordLaunch } from "./record-launch";
import { returnLaunches } from "./return-launches";

let portal: TestStage;
let viewer: Customer;
let kitchen: Id;
let office: Id;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  kitchen = await addDevice("Kitchen");
  office = await addDevice("Office");
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

const addDevice = async (name: string) => readId(await portal.addDevice(viewer, undefined, { name })) as Id;

type Where = {
  card?: "supplies" | "settings" | "all-devices";
  browser?: string;
  who?: Customer;
  vendorCode?: string;
};

async function leave(
  deviceId: Id | null,
  { card = "supplies", browser = "one", who = viewer, vendorCode = "V1" }: Where = {},
) {
  const browserHash = hashToken(browser);
  const left: NewLaunch = {
    deviceId,
    card,
    channel: "website",
    vendorCode,
    region: "EU",
    browserHash,
    exits: true,
  };
  return readId(await recordLaunch(ownScope(who), left, 4)) as Id;
}
/** Returns like the handler does; a viewer who is not a customer has no launches. */
async function spend(who: SignedIn, browserHash: Buffer | null) {
  const returned = await returnLaunches(await portal.openSession(who), browserHash);
  return typeof returned === "object" ? returned : [];
}
const comeBack = (browser = "one", who: Customer = viewer) => spend(who, hashToken(browser));
const settings = { dash: { vendorCode: "V1" } };
/** Finds like a page does; a malformed id finds nothing. */
async function find(who: Viewer, text: string) {
  const [scope, id] = [ownScope(who), readId(text)];
  return scope && id ? findReturn(scope, id, settings, "en-US") : [];
}
const pass = (interval: string) =>
  portal.owner.query("update launches set returned_at = returned_at - $1::interval", [interval]);

it("lists the launches that the viewer returned from, latest first", async () => {
  const first = await leave(kitchen);
  const second = await leave(office, { card: "settings" });
  const third = await leave(null, { card: "all-devices" });
  const [latest] = await comeBack();
  expect(latest?.id).toBe(third);
  const found = await find(viewer, third);
  expect(found).toEqual(
    [
      { id: third, deviceId: null, deviceName: null, card: "all-devices" },
      { id: second, deviceId: office, deviceName: "Office", card: "settings" },
      { id: first, deviceId: kitchen, deviceName: "Kitchen", card: "supplies" },
    ].map((one) => ({ ...one, vendor: null, channel: "website", openedAt: expect.any(Date) })),
  );
  // Any of their ids identifies the same return.
  expect(await find(viewer, first)).toEqual(found);
});

it("separates returns, browsers and launches that are still open", async () => {
  const first = await leave(kitchen);
  await comeBack();
  const second = await leave(kitchen);
  await comeBack();
  const elsewhere = await leave(office, { browser: "two" });
  await comeBack("two");
  await leave(office);
  for (const id of [first, second, elsewhere]) {
    expect((await find(viewer, id)).map((one) => one.id)).toEqual([id]);
  }
});

it("separates browsers that returned at the same time", async () => {
  const [first, second] = [await leave(kitchen), await leave(office, { browser: "two" })];
  await portal.owner.query("update launches set closed_at = now(), returned_at = now()");
  expect(await find(viewer, first)).toMatchObject([{ id: first }]);
  expect(await find(viewer, second)).toMatchObject([{ id: second }]);
});

it.each([
  // Not to the second: a busy machine may take one to ask.
  ["14 minutes 30 seconds", 1],
  ["15 minutes 1 second", 0],
])("shows a return after %s: %i", async (interval, count) => {
  const id = await leave(kitchen);
  await comeBack();
  await pass(interval);
  expect(await find(viewer, id)).toHaveLength(count);
});

it("shows a return only to its viewer", async () => {
  const id = await leave(kitchen);
  await comeBack();
  expect(await find(await portal.addCustomer(), id)).toEqual([]);
  expect(await find({ ...(await portal.addStaff("admin")), id: viewer.id }, id)).toEqual([]);
});

it("shows no launch that has not returned", async () => {
  expect(await find(viewer, await leave(kitchen))).toEqual([]);
});

it.each(["none", "", "\u0000", "'", "x".repeat(900), crypto.randomUUID()])(
  "finds nothing for %j",
  async (id) => {
    expect(await find(viewer, id)).toEqual([]);
  },
);

it("closes nothing for staff and browsers without a cookie", async () => {
  await leave(kitchen);
  const namesake = { ...(await portal.addStaff()), id: viewer.id };
  await portal.db.insert(staff).values({ id: viewer.id, role: "support", name: "Sam" });
  expect(await spend(namesake, hashToken("one"))).toEqual([]);
  expect(await spend(viewer, null)).toEqual([]);
  expect(await comeBack()).toHaveLength(1);
});

it("omits devices removed since, but closes their launches", async () => {
  const garage = await addDevice("Garage");
  await leave(kitchen);
  const latest = await leave(garage);
  await portal.owner.query("update devices set removed_at = now() where id = $1", [garage]);
  expect(await comeBack()).toMatchObject([{ deviceId: kitchen }]);
  expect(await find(viewer, latest)).toMatchObject([{ deviceName: "Kitchen" }]);
  expect(await comeBack()).toEqual([]);

  await leave(garage);
  expect(await comeBack()).toEqual([]);
  const open = await portal.owner.query("select from launches where closed_at is null");
  expect(open.rowCount).toBe(0);
});

it("names the vendor of an account-wide launch if the devices have several", async () => {
  const who = await portal.addCustomer();
  const device = await portal.addDevice(who);
  await portal.owner.query(
    "insert into device_models (model_id, name, vendor_code) values ('W-1', 'Washer', 'W') on conflict do nothing",
  );
  const washer = await portal.addDevice(who, "W-1");
  for (const vendorCode of ["V1", "W", ""]) await leave(null, { card: "all-devices", who, vendorCode });
  const id = await leave(device, { who });
  await comeBack("one", who);
  expect((await find(who, id)).map(({ vendor }) => vendor)).toEqual([
    null,
    null,
    { vendorCode: "W", models: ["Washer"] },
    { vendorCode: "V1", models: ["Inkwell 4"] },
  ]);
  await portal.db.update(devices).set({ removedAt: new Date() }).where(eq(devices.id, washer));
  expect((await find(who, id)).map(({ vendor }) => vendor)).toEqual([null, null, null, null]);
});

it("joins a transaction: rolled back, it leaves everything open", async () => {
  const id = await leave(kitchen);
  const session = await portal.openSession(viewer);
  const undone = transaction(async (tx) => {
    expect(await returnLaunches(session, hashToken("one"), tx)).toHaveLength(1);
    expect(await findReturn(ownScope(viewer), id, settings, "en-US", tx)).toHaveLength(1);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await portal.db.select().from(launches)).toMatchObject([{ id, closedAt: null, returnedAt: null }]);
});
