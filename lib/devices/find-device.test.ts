import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { devices, launches } from "@/lib/db";
import { type CustomerScope, type Id, ownScope, readId, scopeFor } from "@/lib/scope";
import type { Customer, Viewer } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { findDevice } from "./find-device";

let portal: TestStage;
let viewer: Customer;
let other: Customer;

beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(launches);
  await portal.db.delete(devices);
  viewer = await portal.addCustomer();
  other = await portal.addCustomer();
});

/** Finds like a page does; a viewer who is not a customer has no scope, and a malformed id finds nothing. */
async function find(who: Viewer, text: string) {
  const [scope, id] = [ownScope(who), readId(text)];
  return scope && id ? findDevice(scope, id, "en-US") : null;
}
const addLaunch = (customer: Customer, deviceId: string | null, card: string) =>
  portal.db.insert(launches).values({
    customerId: customer.id,
    deviceId,
    card,
    channel: "website",
    region: "EU",
    browserHash: Buffer.from("browser"),
    expiresAt: new Date(),
    closedAt: new Date(),
  });

const unread = {
  ...{ supply: "ink-cartridge", sensor: "level", partNumber: null, shopUrl: null },
  ...{ measurement: null, unit: null, lowAt: null, capacity: null, at: null, value: null, week: null },
  ...{ replacedAt: null, emptyFrom: null, emptyAt: null, emptyUntil: null },
};

it("finds the viewer's own device, its slots in order", async () => {
  const id = await portal.addDevice(viewer, modelIds.printer, { name: "Office", serial: "S-1" });
  expect(await find(viewer, id)).toEqual({
    id,
    name: "Office",
    serial: "S-1",
    modelId: modelIds.printer,
    model: "Inkwell 4",
    drawing: "printer",
    picture: null,
    vendorCode: null,
    countries: ["US", "GB", "DE", "FR", "IT", "ES", "JP"],
    slots: [
      { ...unread, name: "Black" },
      { ...unread, name: "Cyan" },
    ],
    ...{ silentAfter: null, noLevel: null, forecast: true, showsLevels: true },
    sameModel: 1,
    openedBefore: false,
  });
  expect(await find(viewer, id.toUpperCase())).toMatchObject({ id });
});

it("finds no device for another customer, nor for staff, even with a customer's id", async () => {
  const id = await portal.addDevice(viewer);
  const staff = await portal.addStaff("admin");
  expect(await find(other, id)).toBeNull();
  expect(await find(staff, id)).toBeNull();
  expect(await find({ ...staff, id: viewer.id }, id)).toBeNull();
});

it.each([
  "",
  "1",
  "'",
  "\u0000",
  "x".repeat(9000),
  "../devices",
  crypto.randomUUID(),
  `{${crypto.randomUUID()}}`,
])("finds nothing for %j", async (id) => expect(await find(viewer, id)).toBeNull());

it("counts only this owner's devices of the same model", async () => {
  const id = await portal.addDevice(viewer);
  await portal.addDevice(viewer);
  await portal.addDevice(viewer, modelIds.coffee);
  await portal.addDevice(other);
  expect((await find(viewer, id))?.sameModel).toBe(2);
});

it.each(["enroll", "supplies"])(
  "remembers that %s was opened, for every device of the model",
  async (card) => {
    const [first, second] = [await portal.addDevice(viewer), await portal.addDevice(viewer)];
    await addLaunch(viewer, first, card);
    expect((await find(viewer, first))?.openedBefore).toBe(true);
    expect((await find(viewer, second))?.openedBefore).toBe(true);
  },
);

it("ignores launches of another card, model or customer, or of the account-wide card", async () => {
  const id = await portal.addDevice(viewer);
  await addLaunch(viewer, id, "settings");
  await addLaunch(viewer, null, "all-devices");
  await addLaunch(viewer, await portal.addDevice(viewer, modelIds.coffee), "supplies");
  await addLaunch(other, await portal.addDevice(other), "supplies");
  expect((await find(viewer, id))?.openedBefore).toBe(false);
});

it("finds a customer's device for the partner's staff and systems, and for that customer", async () => {
  const id = readId(await portal.addDevice(viewer)) as Id;
  const staff = await portal.addStaff();
  const scope = scopeFor(staff, viewer.id) as CustomerScope;
  expect(await findDevice(scope, id, "en-US")).toEqual(await find(viewer, id));
  expect(await findDevice(scopeFor(staff, other.id) as CustomerScope, id, "en-US")).toBeNull();
  expect(scopeFor(other, viewer.id)).toBeNull();
});
