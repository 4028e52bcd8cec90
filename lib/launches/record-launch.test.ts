import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches, transaction } from "@/lib/db";
import { type CustomerScope, type Id, ownScope, readId } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { type NewLaunch, recordLaunch } from "./record-launch";

let portal: TestStage;
let viewer: CustomerScope;
let launch: NewLaunch & { deviceId: Id };
/** One of the customer's devices. */
let addDevice: () => Promise<Id>;

beforeAll(async () => {
  portal = await createTestStage();
  const customer = await portal.addCustomer();
  viewer = ownScope(customer);
  addDevice = async () => readId(await portal.addDevice(customer)) as Id;
  const deviceId = await addDevice();
  const browserHash = hashToken("browser");
  launch = {
    deviceId,
    card: "supplies",
    channel: "website",
    vendorCode: "V1",
    region: "EU",
    browserHash,
    exits: true,
  };
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

const readRows = () => portal.db.select().from(launches);
/** Moves all launches that far into the past. */
const pass = (interval: string) =>
  portal.owner.query(
    "update launches set opened_at = opened_at - $1::interval, expires_at = expires_at - $1::interval",
    [interval],
  );

it("stays open for the given hours", async () => {
  const id = await recordLaunch(viewer, launch, 4);
  const [row] = await readRows();
  expect(row).toMatchObject({
    ...listKept(),
    id,
    customerId: viewer.customerId,
    closedAt: null,
    returnedAt: null,
  });
  expect((row?.expiresAt.getTime() ?? 0) - (row?.openedAt.getTime() ?? 0)).toBe(4 * 3600_000);
});

function listKept() {
  const { exits: _, ...fields } = launch;
  return fields;
}

it.each(["website", "app"] as const)("is reused while open, with a new opening time: %s", async (channel) => {
  const again = { ...launch, channel };
  const first = await recordLaunch(viewer, again, 4);
  await pass("3 hours");
  const [before] = await readRows();
  expect(await recordLaunch(viewer, { ...again, region: "NA" }, 4)).toBe(first);
  const [after, ...more] = await readRows();
  expect(more).toEqual([]);
  expect(after?.region).toBe("NA");
  expect((after?.openedAt.getTime() ?? 0) - (before?.openedAt.getTime() ?? 0)).toBeGreaterThan(2 * 3600_000);
  expect((after?.expiresAt.getTime() ?? 0) - (after?.openedAt.getTime() ?? 0)).toBe(4 * 3600_000);
});

it("is reused for the account-wide card too", async () => {
  const whole: NewLaunch = { ...launch, deviceId: null, card: "all-devices" };
  expect(await recordLaunch(viewer, whole, 4)).toBe(await recordLaunch(viewer, whole, 4));
});

it("has a separate row for each card, channel, browser, device and viewer", async () => {
  const ids = [
    await recordLaunch(viewer, launch, 4),
    await recordLaunch(viewer, { ...launch, card: "settings" }, 4),
    await recordLaunch(viewer, { ...launch, channel: "app" }, 4),
    await recordLaunch(viewer, { ...launch, browserHash: hashToken("another") }, 4),
    await recordLaunch(viewer, { ...launch, deviceId: await addDevice() }, 4),
    await recordLaunch(viewer, { ...launch, deviceId: null }, 4),
    await recordLaunch(ownScope(await portal.addCustomer()), launch, 4),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect((await readRows()).filter(({ closedAt }) => closedAt)).toEqual([]);
});

it("is closed at its expiry time once expired, and a new one is created", async () => {
  const first = await recordLaunch(viewer, launch, 4);
  await pass("5 hours");
  const second = await recordLaunch(viewer, launch, 4);
  const all = await readRows();
  const old = all.find(({ id }) => id === first);
  expect(old?.closedAt).toEqual(old?.expiresAt);
  expect(old?.returnedAt).toBeNull();
  expect(all.find(({ id }) => id === second)).toMatchObject({ closedAt: null });
  expect(all).toHaveLength(2);
});

it("leaves an expired launch of another card alone", async () => {
  await recordLaunch(viewer, { ...launch, card: "settings" }, 4);
  await pass("5 hours");
  await recordLaunch(viewer, launch, 4);
  expect((await readRows()).filter(({ closedAt }) => closedAt)).toEqual([]);
});

it("is recorded as closed if there is no return", async () => {
  const enroll: NewLaunch = { ...launch, card: "enroll", exits: false };
  await recordLaunch(viewer, enroll, 4);
  await recordLaunch(viewer, enroll, 4);
  const all = await readRows();
  expect(all).toHaveLength(2);
  expect(all.every(({ closedAt, returnedAt }) => closedAt && !returnedAt)).toBe(true);
});

it.each(["nothing", "an expired one"])(
  "is created once by forty concurrent clicks, over %s",
  async (before) => {
    if (before === "an expired one") {
      await recordLaunch(viewer, launch, 4);
      await pass("5 hours");
    }
    const ids = await portal.atOnce("launches", 40, () => recordLaunch(viewer, launch, 4));
    expect(new Set(ids).size).toBe(1);
    expect((await readRows()).filter(({ closedAt }) => !closedAt)).toHaveLength(1);
  },
);

it("joins a transaction: rolled back, it leaves nothing", async () => {
  const undone = transaction(async (tx) => {
    await recordLaunch(viewer, launch, 4, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await readRows()).toEqual([]);
});
