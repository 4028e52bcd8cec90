import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findReturn } from "./find-return";
import { recordLaunch } from "./record-launch";
import { returnLaunches } from "./return-launches";

let portal: TestStage;
let viewer: Customer;
let kitchen: string;
let office: string;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  kitchen = await portal.addDevice(viewer, undefined, { name: "Kitchen" });
  office = await portal.addDevice(viewer, undefined, { name: "Office" });
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

type Where = { card?: "supplies" | "settings" | "all-devices"; browser?: string; who?: Customer };

const leave = (deviceId: string | null, { card = "supplies", browser = "one", who = viewer }: Where = {}) =>
  recordLaunch(
    who,
    { deviceId, card, channel: "website", region: "EU", browserHash: hashToken(browser), exits: true },
    4,
  );
const comeBack = (browser = "one", who: Customer = viewer) => returnLaunches(who, hashToken(browser));
const pass = (interval: string) =>
  portal.owner.query("update launches set returned_at = returned_at - $1::interval", [interval]);

it("tells what the viewer came back from, the latest first", async () => {
  const first = await leave(kitchen);
  const second = await leave(office, { card: "settings" });
  const third = await leave(null, { card: "all-devices" });
  const [latest] = await comeBack();
  expect(latest?.id).toBe(third);
  const found = await findReturn(viewer, third);
  expect(found).toEqual(
    [
      { id: third, deviceId: null, deviceName: null, card: "all-devices" },
      { id: second, deviceId: office, deviceName: "Office", card: "settings" },
      { id: first, deviceId: kitchen, deviceName: "Kitchen", card: "supplies" },
    ].map((one) => ({ ...one, channel: "website", openedAt: expect.any(Date) })),
  );
  // Any of them names the same return.
  expect(await findReturn(viewer, first)).toEqual(found);
});

it("keeps two returns, two browsers and what is still open apart", async () => {
  const first = await leave(kitchen);
  await comeBack();
  const second = await leave(kitchen);
  await comeBack();
  const elsewhere = await leave(office, { browser: "two" });
  await comeBack("two");
  await leave(office);
  for (const id of [first, second, elsewhere]) {
    expect((await findReturn(viewer, id)).map((one) => one.id)).toEqual([id]);
  }
});

it("keeps two browsers apart that came back in the same moment", async () => {
  const [first, second] = [await leave(kitchen), await leave(office, { browser: "two" })];
  await portal.owner.query("update launches set closed_at = now(), returned_at = now()");
  expect(await findReturn(viewer, first)).toMatchObject([{ id: first }]);
  expect(await findReturn(viewer, second)).toMatchObject([{ id: second }]);
});

it.each([
  ["14 minutes 59 seconds", 1],
  ["15 minutes 1 second", 0],
])("shows it after %s: %i", async (interval, count) => {
  const id = await leave(kitchen);
  await comeBack();
  await pass(interval);
  expect(await findReturn(viewer, id)).toHaveLength(count);
});

it("shows it to its viewer only", async () => {
  const id = await leave(kitchen);
  await comeBack();
  expect(await findReturn(await portal.addCustomer(), id)).toEqual([]);
  expect(await findReturn({ ...(await portal.addStaff("admin")), id: viewer.id }, id)).toEqual([]);
});

it("shows nothing of a launch that has not come back", async () => {
  expect(await findReturn(viewer, await leave(kitchen))).toEqual([]);
});

it.each(["none", "", "\u0000", "'", "x".repeat(900), crypto.randomUUID()])(
  "finds nothing for %j",
  async (id) => {
    expect(await findReturn(viewer, id)).toEqual([]);
  },
);

it("gives staff and a browser without a cookie nothing to spend", async () => {
  await leave(kitchen);
  expect(await returnLaunches({ ...(await portal.addStaff()), id: viewer.id }, hashToken("one"))).toEqual([]);
  expect(await returnLaunches(viewer, null)).toEqual([]);
  expect(await comeBack()).toHaveLength(1);
});

it("leaves out devices that were removed meanwhile, and spends their launches all the same", async () => {
  const garage = await portal.addDevice(viewer, undefined, { name: "Garage" });
  await leave(kitchen);
  const latest = await leave(garage);
  await portal.owner.query("update devices set removed_at = now() where id = $1", [garage]);
  expect(await comeBack()).toMatchObject([{ deviceId: kitchen }]);
  expect(await findReturn(viewer, latest)).toMatchObject([{ deviceName: "Kitchen" }]);
  expect(await comeBack()).toEqual([]);

  await leave(garage);
  expect(await comeBack()).toEqual([]);
  const open = await portal.owner.query("select from launches where closed_at is null");
  expect(open.rowCount).toBe(0);
});
