import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownScope, scopeFor } from "@/lib/scope";
import type { Customer, Viewer } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { deviceCursor } from "./cursor";
import { listDevices, pageSize } from "./list-devices";
import type { DevicePage, DeviceQuery, DeviceSort } from "./types";

let portal: TestStage;
let viewer: Customer;
let searcher: Customer;

const names = [
  "Kitchen printer",
  "kitchen coffee",
  "100% wool",
  "100 wool",
  "snake_case",
  "snakeXcase",
  "back\\slash",
  "O'Brien’s “desk”",
  "KÜCHE",
  "リビングの空気清浄機",
];

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  searcher = await portal.addCustomer();
  const other = await portal.addCustomer();
  // Three of each name and age, ordered only by id. The ages differ by microseconds.
  for (let index = 0; index < 40; index += 1) {
    await portal.addDevice(viewer, modelIds.printer, { name: `Room ${Math.floor(index / 3)}` });
  }
  await portal.owner.query(
    `update devices d set registered_at = '2024-05-01 12:00:00+02'::timestamptz + n.age * interval '1 microsecond'
     from (select id, (row_number() over (order by id desc)) / 3 as age from devices) n where n.id = d.id`,
  );
  for (const name of names) await portal.addDevice(searcher, modelIds.coffee, { name, serial: `SN-${name}` });
  await portal.addDevice(other, modelIds.printer, { name: "Kitchen printer" });
});
afterAll(() => portal.stop());

const nothing: DevicePage = {
  ...{ devices: [], vendors: [], adds: false, total: 0, matching: 0, before: 0, next: null },
};
const account = { country: "DE", vendorCode: "VENDOR" };

/** Lists like a page does; a viewer who is not a customer has no scope. */
async function list(query: Partial<DeviceQuery> = {}, who: Viewer = viewer) {
  const scope = ownScope(who);
  return scope
    ? listDevices(scope, { search: "", sort: "name", after: null, ...query }, account, "en-US")
    : nothing;
}

const sorts: DeviceSort[] = ["name", "newest"];

describe.each(sorts)("by %s", (sort) => {
  it("lists 40 devices on two pages without duplicates or gaps", async () => {
    const first = await list({ sort });
    expect(first).toMatchObject({ total: 40, matching: 40, before: 0 });
    expect(first.devices).toHaveLength(pageSize);
    const second = await list({ sort, after: first.next });
    expect(second).toMatchObject({ total: 40, matching: 40, before: pageSize, next: null });
    expect(second.devices).toHaveLength(16);

    const order = sort === "name" ? "lower(name), id" : "registered_at desc, id desc";
    const { rows } = await portal.owner.query(
      `select id from devices where customer_id = $1 order by ${order}`,
      [viewer.id],
    );
    expect([...first.devices, ...second.devices].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  const id = crypto.randomUUID();
  it.each(
    [
      ["", "no cursor", "bm9uc2Vuc2U", "e30", "W10", "null", "\u0000", "x".repeat(5000)],
      [
        ["kitchen printer 5", id, 24],
        ["Room 5", id, 24],
        ["2024-02-30T00:00:00+00:00", id, 24],
        ["2024-05-01T12:00:00+99:99", id, 24],
        ["0000-01-01T00:00:00+00:00", id, 24],
        ["infinity", id, 24],
        ["now", id, 24],
        ["99999999999999999999", id, 24],
        ["-1", id, 24],
        ["\u0000", id, 24],
        ["room\u0000", id, 24],
        ["\ud800", id, 24],
        ["'; drop table devices --", id, 24],
        ["a", "no id", 24],
        ["a", id, -1],
        ["a", id, 1.5],
        ["a", id],
        [1, id, 24],
      ].map((cursor) => deviceCursor.write(cursor as never)),
    ].flat(),
  )("returns a page for the cursor %j", async (after) => {
    const page = await list({ sort, after });
    expect(page).toMatchObject({ total: 40, matching: 40 });
  });

  it.each(sorts.filter((other) => other !== sort))("accepts a cursor of the order by %s", async (other) => {
    const { next } = await list({ sort: other });
    const page = await list({ sort, after: next });
    expect(page).toMatchObject({ total: 40, matching: 40 });
  });
});

it("includes each device's drawing and slots", async () => {
  const { devices: found } = await list({ search: "wool" }, searcher);
  expect(found).toMatchObject([
    { name: "100 wool", model: "Brew 2", drawing: "coffee-machine" },
    { name: "100% wool", slots: [{ name: "Pods", supply: "coffee-pod", sensor: "usage" }] },
  ]);
});

it.each([
  ["KITCHEN", ["kitchen coffee", "Kitchen printer"]],
  ["küche", ["KÜCHE"]],
  ["100%", ["100% wool"]],
  ["%", ["100% wool"]],
  ["snake_", ["snake_case"]],
  ["_", ["snake_case"]],
  ["\\", ["back\\slash"]],
  ["k\\s", ["back\\slash"]],
  ["o'b", ["O'Brien’s “desk”"]],
  ["“desk”", ["O'Brien’s “desk”"]],
  ["空気", ["リビングの空気清浄機"]],
  ["sn-snakex", ["snakeXcase"]],
  ["kitchen%printer", []],
  ["x".repeat(500), []],
  ["\ud83d", []],
  ["' or true --", []],
])("finds for %j: %j", async (search, expected) => {
  const page = await list({ search }, searcher);
  expect(page.devices.map(({ name }) => name)).toEqual(expected);
  expect(page).toMatchObject({ total: names.length, matching: expected.length, next: null });
});

it("searches the model's name", async () => {
  expect((await list({ search: "bREW" }, searcher)).matching).toBe(names.length);
});

it("pages through search results", async () => {
  const first = await list({ search: "room" });
  const second = await list({ search: "room", after: first.next });
  expect([first.devices.length, second.devices.length, second.before]).toEqual([24, 16, 24]);
  expect((await list({ search: "room 1" })).matching).toBe(13);
});

it("shows staff nothing, even with a customer's id, and a customer without devices an empty page", async () => {
  const staff = await portal.addStaff("admin");
  expect(await list({}, staff)).toEqual(nothing);
  expect(await list({}, { ...staff, id: viewer.id })).toEqual(nothing);
  expect(await list({}, await portal.addCustomer())).toEqual(nothing);
});

it("shows staff a customer's devices, and a customer nobody's", async () => {
  const query: DeviceQuery = { search: "kitchen", sort: "name", after: null };
  const staff = await portal.addStaff();
  const listOf = async (who: Viewer, customerId: string) => {
    const scope = scopeFor(who, customerId);
    return scope ? listDevices(scope, query, account, "en-US") : nothing;
  };
  expect(await listOf(staff, searcher.id)).toEqual(await list(query, searcher));
  expect((await listOf(staff, searcher.id)).matching).toBe(2);
  expect((await listOf(viewer, searcher.id)).total).toBe(0);
  for (const id of ["", "1", "\0", staff.id]) expect((await listOf(staff, id)).total).toBe(0);
});
