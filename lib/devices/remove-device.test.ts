import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { devices, launches, transaction } from "@/lib/db";
import { Name } from "@/lib/names";
import { parseInput, refuse } from "@/lib/result";
import { type CustomerScope, type Id, ownScope, readId } from "@/lib/scope";
import type { Customer, Viewer } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { findDevice } from "./find-device";
import { listDevices } from "./list-devices";
import { listVendors } from "./list-vendors";
import { matchDevices } from "./match-devices";
import { removeDevice } from "./remove-device";
import { renameDevice } from "./rename-device";
import { findRemoved, restoreDevice } from "./restore-device";
import { ModelId, Serial } from "./schemas";

let portal: TestStage;
let viewer: Customer;
let other: Customer;
let id: string;

beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(launches);
  await portal.db.delete(devices);
  viewer = await portal.addCustomer();
  other = await portal.addCustomer();
  id = await portal.addDevice(viewer, modelIds.printer, { name: "Kitchen", serial: "S-1" });
});

/**
 * Calls a verb like a handler does; a viewer who is not a customer has no scope, and a malformed id finds
 * nothing.
 */
async function ask<T, Otherwise>(
  who: Viewer,
  text: string,
  otherwise: Otherwise,
  verb: (scope: CustomerScope, id: Id) => Promise<T>,
): Promise<T | Otherwise> {
  const [scope, deviceId] = [ownScope(who), readId(text)];
  return scope && deviceId ? verb(scope, deviceId) : otherwise;
}
const find = (who: Viewer, text: string) =>
  ask(who, text, null, (scope, deviceId) => findDevice(scope, deviceId, null));
const remove = async (who: Viewer, text: string) =>
  (await ask(who, text, refuse("not-found"), removeDevice)).ok;
const restore = async (who: Viewer, text: string) =>
  (await ask(who, text, refuse("not-found"), restoreDevice)).ok;
const findRemovedAs = (who: Viewer, text: string) => ask(who, text, null, findRemoved);
/** @returns the code of the problem, or `renamed` */
async function rename(who: Viewer, text: string, typed: string) {
  const name = parseInput(Name, typed);
  const renamed = name.ok
    ? await ask(who, text, refuse("not-found"), (scope, deviceId) =>
        renameDevice(scope, deviceId, name.value),
      )
    : name;
  return renamed.ok ? "renamed" : renamed.problems[0].code;
}
async function match(who: Viewer, modelId: string, serial: string | null) {
  const scope = ownScope(who);
  if (!scope) return [];
  return matchDevices(scope, ModelId.parse(modelId), serial === null ? null : Serial.parse(serial), "en-US");
}

const readRows = () => portal.db.select().from(devices);
const pass = (interval: string) =>
  portal.owner.query("update devices set removed_at = removed_at - $1::interval", [interval]);

it("hides a device from its owner everywhere, and keeps its row", async () => {
  const still = await portal.addDevice(viewer);
  expect(await remove(viewer, id)).toBe(true);
  expect(await find(viewer, id)).toBeNull();
  expect((await find(viewer, still))?.sameModel).toBe(1);
  const list = await listDevices(
    ownScope(viewer),
    { search: "", sort: "name", after: null },
    { country: null, vendorCode: "VENDOR" },
    "en-US",
  );
  expect([list.total, list.devices.map((device) => device.id)]).toEqual([1, [still]]);
  expect(await match(viewer, modelIds.printer, "S-1")).toEqual([]);
  expect(await match(viewer, modelIds.printer, null)).toMatchObject([{ id: still }]);
  expect(await rename(viewer, id, "New")).toBe("not-found");
  await remove(viewer, still);
  expect(await listVendors(ownScope(viewer), "DE", "V1", null)).toEqual([]);
  expect(await readRows()).toHaveLength(2);
});

it("can be undone for ten minutes, any number of times", async () => {
  await remove(viewer, id);
  await pass("9 minutes 50 seconds");
  // Removing it again does not restart the ten minutes.
  expect(await remove(viewer, id)).toBe(true);
  expect(await findRemovedAs(viewer, id)).toEqual({ id, name: "Kitchen" });
  expect(await restore(viewer, id)).toBe(true);
  expect(await restore(viewer, id)).toBe(true);
  expect(await find(viewer, id)).toMatchObject({ name: "Kitchen" });
  expect(await findRemovedAs(viewer, id)).toBeNull();

  await remove(viewer, id);
  await pass("10 minutes");
  expect(await remove(viewer, id)).toBe(false);
  expect(await findRemovedAs(viewer, id)).toBeNull();
  expect(await restore(viewer, id)).toBe(false);
  expect(await find(viewer, id)).toBeNull();
});

it("cannot be undone once anyone has added the unit again", async () => {
  await remove(viewer, id);
  const theirs = await portal.addDevice(other, modelIds.printer, { serial: "S-1" });
  expect(await findRemovedAs(viewer, id)).toBeNull();
  expect(await restore(viewer, id)).toBe(false);
  expect(await find(other, theirs)).not.toBeNull();
  await remove(other, theirs);
  expect(await restore(viewer, id)).toBe(true);
});

it("is only for the owner, whatever the id", async () => {
  const staff = { ...(await portal.addStaff("admin")), id: viewer.id };
  const before = await readRows();
  for (const [who, deviceId] of [
    [other, id],
    [staff, id],
    ...["", "1", "'", "\0", crypto.randomUUID()].map((text) => [viewer, text] as const),
  ] as const) {
    expect(await remove(who, deviceId)).toBe(false);
    expect(await rename(who, deviceId, "Taken")).toBe("not-found");
    expect(await restore(who, deviceId)).toBe(false);
  }
  expect(await match(staff, modelIds.printer, "S-1")).toEqual([]);
  expect(await readRows()).toEqual(before);
  await remove(viewer, id);
  for (const who of [other, staff]) {
    expect(await findRemovedAs(who, id)).toBeNull();
    expect(await restore(who, id)).toBe(false);
  }
});

it.each([
  ["  Büro ", "renamed", "Büro"],
  ["👨‍👩‍👧‍👦 מדפסת", "renamed", "👨‍👩‍👧‍👦 מדפסת"],
  ["👍".repeat(60), "renamed", "👍".repeat(60)],
  ["x".repeat(61), "name-long", "Kitchen"],
  [" \u3164", "name-empty", "Kitchen"],
  ["a\u202eb", "name-characters", "Kitchen"],
])("renames to %j: %s", async (text, answer, name) => {
  const untouched = await portal.addDevice(viewer, modelIds.printer, { name: "Office" });
  expect(await rename(viewer, id, text)).toBe(answer);
  expect(await find(viewer, id)).toMatchObject({ name });
  expect(await find(viewer, untouched)).toMatchObject({ name: "Office" });
});

it("joins a transaction: rolled back, it leaves nothing", async () => {
  const [scope, deviceId] = [ownScope(viewer), readId(id) as Id];
  const before = await readRows();
  const undone = transaction(async (tx) => {
    await renameDevice(scope, deviceId, "New", tx);
    expect(await findDevice(scope, deviceId, null, tx)).toMatchObject({ name: "New" });
    await removeDevice(scope, deviceId, tx);
    expect(await findRemoved(scope, deviceId, tx)).toMatchObject({ name: "New" });
    await restoreDevice(scope, deviceId, tx);
    expect(await matchDevices(scope, modelIds.printer, null, "en-US", tx)).toHaveLength(1);
    await removeDevice(scope, deviceId, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await readRows()).toEqual(before);
});

it("leaves a transaction usable when the unit has been added again", async () => {
  await remove(viewer, id);
  await portal.addDevice(other, modelIds.printer, { serial: "S-1" });
  const kept = await portal.addDevice(viewer);
  await transaction(async (tx) => {
    expect(await restoreDevice(ownScope(viewer), readId(id) as Id, tx)).toEqual(refuse("undo-over"));
    await renameDevice(ownScope(viewer), readId(kept) as Id, "Later", tx);
  });
  expect(await find(viewer, kept)).toMatchObject({ name: "Later" });
});

it("finds a link's device among the viewer's own", async () => {
  const second = await portal.addDevice(viewer, modelIds.printer, { serial: "S 2" });
  await portal.addDevice(other, modelIds.printer, { serial: "S-3" });
  const found = async (modelId: string, serial: string | null) =>
    (await match(viewer, modelId, serial)).map((device) => device.id).sort();
  expect(await found(modelIds.printer, null)).toEqual([id, second].sort());
  expect(await found(modelIds.printer, " s-1 ")).toEqual([id]);
  expect(await found(modelIds.printer, "ｓ 2")).toEqual([second]);
  for (const [modelId, serial] of [
    [modelIds.printer, "S-3"],
    [modelIds.printer, "S"],
    [modelIds.printer, "%"],
    [modelIds.coffee, "S-1"],
    [modelIds.coffee, null],
    ["", null],
    ["\0", "\0"],
  ] as const)
    expect(await found(modelId, serial)).toEqual([]);
});
