import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { devices, launches } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { findDevice } from "./find-device";
import { hasDeviceIn } from "./has-device-in";
import { listDevices } from "./list-devices";
import { matchDevices } from "./match-devices";
import { removeDevice } from "./remove-device";
import { renameDevice } from "./rename-device";
import { findRemoved, restoreDevice } from "./restore-device";

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

const rows = () => portal.db.select().from(devices);
const pass = (interval: string) =>
  portal.owner.query("update devices set removed_at = removed_at - $1::interval", [interval]);

it("takes a device off everything that its owner sees, and keeps its row", async () => {
  const still = await portal.addDevice(viewer);
  expect(await removeDevice(viewer, id)).toBe(true);
  expect(await findDevice(viewer, id)).toBeNull();
  expect((await findDevice(viewer, still))?.sameModel).toBe(1);
  const list = await listDevices(viewer, { search: "", sort: "name", after: null });
  expect([list.total, list.devices.map((device) => device.id)]).toEqual([1, [still]]);
  expect(await matchDevices(viewer, modelIds.printer, "S-1")).toEqual([]);
  expect(await matchDevices(viewer, modelIds.printer, null)).toMatchObject([{ id: still }]);
  expect(await renameDevice(viewer, id, "New")).toBe("not-found");
  await removeDevice(viewer, still);
  expect(await hasDeviceIn(viewer, "DE")).toBe(false);
  expect(await rows()).toHaveLength(2);
});

it("can be undone for ten minutes, as often as it is pressed", async () => {
  await removeDevice(viewer, id);
  await pass("9 minutes 50 seconds");
  // Removing it again does not begin the ten minutes anew.
  expect(await removeDevice(viewer, id)).toBe(true);
  expect(await findRemoved(viewer, id)).toEqual({ id, name: "Kitchen" });
  expect(await restoreDevice(viewer, id)).toBe(true);
  expect(await restoreDevice(viewer, id)).toBe(true);
  expect(await findDevice(viewer, id)).toMatchObject({ name: "Kitchen" });
  expect(await findRemoved(viewer, id)).toBeNull();

  await removeDevice(viewer, id);
  await pass("10 minutes");
  expect(await removeDevice(viewer, id)).toBe(false);
  expect(await findRemoved(viewer, id)).toBeNull();
  expect(await restoreDevice(viewer, id)).toBe(false);
  expect(await findDevice(viewer, id)).toBeNull();
});

it("cannot be undone once the unit was added again, by whomever", async () => {
  await removeDevice(viewer, id);
  const theirs = await portal.addDevice(other, modelIds.printer, { serial: "S-1" });
  expect(await findRemoved(viewer, id)).toBeNull();
  expect(await restoreDevice(viewer, id)).toBe(false);
  expect(await findDevice(other, theirs)).not.toBeNull();
  await removeDevice(other, theirs);
  expect(await restoreDevice(viewer, id)).toBe(true);
});

it("is for the owner only, whatever the id", async () => {
  const staff = { ...(await portal.addStaff("admin")), id: viewer.id };
  const before = await rows();
  for (const [who, deviceId] of [
    [other, id],
    [staff, id],
    ...["", "1", "'", "\0", crypto.randomUUID()].map((text) => [viewer, text] as const),
  ] as const) {
    expect(await removeDevice(who, deviceId)).toBe(false);
    expect(await renameDevice(who, deviceId, "Taken")).toBe("not-found");
    expect(await restoreDevice(who, deviceId)).toBe(false);
  }
  expect(await matchDevices(staff, modelIds.printer, "S-1")).toEqual([]);
  expect(await rows()).toEqual(before);
  await removeDevice(viewer, id);
  for (const who of [other, staff]) {
    expect(await findRemoved(who, id)).toBeNull();
    expect(await restoreDevice(who, id)).toBe(false);
  }
});

it.each([
  ["  Büro ", "renamed", "Büro"],
  ["👨‍👩‍👧‍👦 מדפסת", "renamed", "👨‍👩‍👧‍👦 מדפסת"],
  ["👍".repeat(60), "renamed", "👍".repeat(60)],
  ["x".repeat(61), "long", "Kitchen"],
  [" \u3164", "empty", "Kitchen"],
  ["a\u202eb", "characters", "Kitchen"],
])("renames to %j: %s", async (text, answer, name) => {
  const untouched = await portal.addDevice(viewer, modelIds.printer, { name: "Office" });
  expect(await renameDevice(viewer, id, text)).toBe(answer);
  expect(await findDevice(viewer, id)).toMatchObject({ name });
  expect(await findDevice(viewer, untouched)).toMatchObject({ name: "Office" });
});

it("finds what a link means among the viewer's own", async () => {
  const second = await portal.addDevice(viewer, modelIds.printer, { serial: "S 2" });
  await portal.addDevice(other, modelIds.printer, { serial: "S-3" });
  const found = async (modelId: string, serial: string | null) =>
    (await matchDevices(viewer, modelId, serial)).map((device) => device.id).sort();
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
