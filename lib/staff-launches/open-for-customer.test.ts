import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import { hashToken } from "@/lib/auth";
import { integer, launches, pool, staffLaunches, statement, transaction } from "@/lib/db";
import { openLaunch } from "@/lib/launches";
import { Reason, reasonCodes } from "@/lib/names";
import { parseInput, refuse, succeed } from "@/lib/result";
import { type Id, readId } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { openForCustomer } from ".";

const createRefusal = (code: string) => ({ ok: false, problems: [expect.objectContaining({ code })] });
const opened = { ok: true, value: { url: expect.any(String) } };

let portal: TestStage;
let sam: Staff;
let hana: Customer;
let kitchen: Id;

beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
  hana = await portal.addCustomer({ name: "Hana Sato", country: "JP" });
  kitchen = await portal.addDevice(hana);
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(staffLaunches));

type Opening = Omit<Parameters<typeof openForCustomer>[1], "reason" | "deviceId"> & {
  reason: string;
  deviceId: string | null;
};
const browserHash = hashToken("one");
/** Opens like the form's handler does; a malformed device id means no device. */
async function open(given: Partial<Opening> = {}, viewer: Staff = sam) {
  const pressed = {
    customerId: hana.id,
    deviceId: kitchen as string | null,
    card: "supplies",
    reason: "Ticket 4711",
    browserHash,
    ...given,
  };
  const deviceId = readId(pressed.deviceId);
  if (pressed.deviceId && !deviceId) return refuse("not-found");
  const reason = parseInput(Reason, pressed.reason, reasonCodes);
  return openForCustomer(viewer, { ...pressed, deviceId, reason }, readLaunchSettings());
}
const readRows = () => portal.db.select().from(staffLaunches).orderBy(staffLaunches.openedAt);
const readLastEvents = async (count: number) =>
  (
    await portal.owner.query(
      `select event, actor_id, customer_ids, details, reason from audit_events
       left join audit_notes on event_id = audit_events.id order by audit_events.id desc limit $1`,
      [count],
    )
  ).rows;
const countEvents = async () => (await portal.owner.query("select from audit_events")).rowCount;
const pass = (interval: string) =>
  portal.owner.query(
    "update staff_launches set opened_at = opened_at - $1::interval, expires_at = expires_at - $1::interval",
    [interval],
  );

const waiting = statement(
  "test_waiting",
  { pid: integer },
  "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
);

it("opens the customer's own page, for the hours of a launch, and records why", async () => {
  const pressed = await open({ reason: "  Ticket \u3000 4711 " });
  const own = await openLaunch(
    await portal.openSession(hana),
    { deviceId: kitchen, card: "supplies", channel: "website", browserHash },
    readLaunchSettings(),
  );
  expect(pressed).toEqual(own);
  expect(pressed.ok).toBe(true);
  const [row, ...others] = await readRows();
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    ...{ staffId: sam.id, customerId: hana.id, deviceId: kitchen, card: "supplies", region: "FE" },
    ...{ browserHash, closedAt: null, returnedAt: null },
  });
  expect((row?.expiresAt.getTime() ?? 0) - (row?.openedAt.getTime() ?? 0)).toBe(4 * 3600_000);
  expect(await readLastEvents(1)).toEqual([
    {
      event: "launch.opened",
      actor_id: sam.id,
      customer_ids: [hana.id],
      details: { deviceId: kitchen, card: "supplies", launchId: row?.id },
      reason: "Ticket 4711",
    },
  ]);
});

it("opens the account-wide card", async () => {
  expect(await open({ deviceId: null, card: "all-devices" })).toEqual(opened);
  expect(await readRows()).toMatchObject([{ deviceId: null, card: "all-devices", closedAt: null }]);
});

it("records launches without a return as closed, each as a new one", async () => {
  expect(await open({ card: "enroll" })).toEqual(opened);
  await open({ card: "enroll" });
  const found = await readRows();
  expect(found).toHaveLength(2);
  for (const row of found) expect(row.closedAt).toEqual(row.openedAt);
});

it("reuses an open launch and records each opening", async () => {
  await open({ reason: "first" });
  await pass("3 hours");
  await open({ reason: "second" });
  const [row, ...others] = await readRows();
  expect(others).toEqual([]);
  expect(Date.now() - (row?.openedAt.getTime() ?? 0)).toBeLessThan(60_000);
  expect((row?.expiresAt.getTime() ?? 0) - (row?.openedAt.getTime() ?? 0)).toBe(4 * 3600_000);
  const launch = { details: { launchId: row?.id } };
  expect(await readLastEvents(2)).toMatchObject([
    { ...launch, reason: "second" },
    { ...launch, reason: "first" },
  ]);
});

it("closes an expired launch and opens a new one", async () => {
  await open();
  await open({ card: "inventory" });
  await pass("5 hours");
  await open();
  const found = await readRows();
  expect(found.map(({ closedAt }) => closedAt === null)).toEqual([false, false, true]);
  for (const row of found.slice(0, 2)) expect(row.closedAt).toEqual(row.expiresAt);
});

it.each<[string, () => Promise<unknown>]>([
  ["browser", () => open({ browserHash: hashToken("two") })],
  ["card", () => open({ card: "settings" })],
  ["device", async () => open({ deviceId: await portal.addDevice(hana) })],
  ["member of staff", async () => open({}, await portal.addStaff("admin"))],
])("opens a separate launch for another %s", async (_, openOther) => {
  await open();
  expect(await openOther()).toEqual(opened);
  expect((await readRows()).filter(({ closedAt }) => !closedAt)).toHaveLength(2);
});

it("creates one launch and fifty events from fifty concurrent clicks", async () => {
  const before = (await countEvents()) ?? 0;
  const answers = await portal.atOnce("staff_launches", 50, () => open());
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(answers[0]).toEqual(opened);
  expect(await readRows()).toHaveLength(1);
  expect(await countEvents()).toBe(before + 50);
});

it.each([
  ["reason-empty", ""],
  ["reason-empty", " \n\u3000\u200b"],
  ["reason-long", "x".repeat(201)],
  ["reason-long", "👍🏽".repeat(201)],
  ["reason-characters", "a\0b"],
  ["reason-characters", "a\nb"],
  ["reason-characters", "a\u202eb"],
])("refuses a reason with %s: %j", async (refused, reason) => {
  const before = await countEvents();
  expect(await open({ reason })).toEqual(createRefusal(refused));
  expect(await readRows()).toEqual([]);
  expect(await countEvents()).toBe(before);
});

it.each(["7", "x".repeat(200), "👍🏽".repeat(200), "電話で確認", "=1+1", "<b>O'Brien</b>"])(
  "accepts %j as a reason",
  async (reason) => {
    expect(await open({ reason })).toEqual(opened);
    expect(await readLastEvents(1)).toMatchObject([{ reason }]);
  },
);

const uuid = "00000000-0000-4000-8000-000000000000";
it.each<[string, () => Promise<Partial<Opening>>, string]>([
  ["an unknown customer", async () => ({ customerId: uuid }), "customer-gone"],
  ["no customer's id", async () => ({ customerId: "\0" }), "customer-gone"],
  ["no card", async () => ({ card: "nothing" }), "not-found"],
  ["a card that the device does not have", async () => ({ card: "parts" }), "not-found"],
  ["a device's card without one", async () => ({ deviceId: null }), "not-found"],
  ["an unknown device", async () => ({ deviceId: uuid }), "not-found"],
  ["no device's id", async () => ({ deviceId: "'" }), "not-found"],
  [
    "another customer's device",
    async () => ({ deviceId: await portal.addDevice(await portal.addCustomer()) }),
    "not-found",
  ],
  [
    "a removed device",
    async () => ({
      deviceId: await portal.addDevice(hana, modelIds.printer, { removedAt: new Date() }),
    }),
    "not-found",
  ],
  ...[null, "AQ", "MX"].map((country): [string, () => Promise<Partial<Opening>>, string] => [
    `the country ${country}`,
    async () => {
      const customer = await portal.addCustomer({ country });
      return { customerId: customer.id, deviceId: await portal.addDevice(customer) };
    },
    "not-found",
  ]),
])("opens and records nothing for %s", async (_, given, refused) => {
  const opening = await given();
  const before = await countEvents();
  expect(await open(opening)).toEqual(createRefusal(refused));
  expect(await open({ ...opening, reason: "" })).toEqual(createRefusal(refused));
  expect(await readRows()).toEqual([]);
  expect(await countEvents()).toBe(before);
});

it("does not exist for customers", async () => {
  expect(await open({}, hana as never)).toEqual(createRefusal("customer-gone"));
  expect(await readRows()).toEqual([]);
});

it("waits for a concurrent deletion, then opens nothing", async () => {
  const gone = await portal.addCustomer();
  const deviceId = await portal.addDevice(gone);
  const before = await countEvents();
  await portal.owner.query("begin");
  await portal.owner.query("select from customers where id = $1 for update", [gone.id]);
  const opening = open({ customerId: gone.id, deviceId });
  for (let found = false; !found; ) found = (await waiting(pool())).length > 0;
  await portal.owner.query("delete from devices where id = $1", [deviceId]);
  await portal.owner.query("delete from customers where id = $1", [gone.id]);
  await portal.owner.query("commit");
  expect(await opening).toEqual(createRefusal("customer-gone"));
  expect(await readRows()).toEqual([]);
  expect(await countEvents()).toBe(before);
});

it("opens nothing when the audit cannot be written", async () => {
  await open();
  await pass("1 hour");
  const before = await readRows();
  const count = await countEvents();
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    expect(await open()).toEqual(createRefusal("unrecorded"));
    expect(await open({ card: "settings" })).toEqual(createRefusal("unrecorded"));
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
  }
  expect(await readRows()).toEqual(before);
  expect(await countEvents()).toBe(count);
});

it("leaves the customer's own launches in the same browser alone", async () => {
  await openLaunch(
    await portal.openSession(hana),
    { deviceId: kitchen, card: "supplies", channel: "website", browserHash },
    readLaunchSettings(),
  );
  const before = await portal.db.select().from(launches);
  await open();
  expect(await portal.db.select().from(launches)).toEqual(before);
  expect(before.some(({ closedAt }) => closedAt === null)).toBe(true);
});

it("joins a transaction: rolled back, it leaves neither a launch nor an event", async () => {
  const count = await countEvents();
  const request = { customerId: hana.id, deviceId: kitchen, card: "supplies", browserHash };
  const undone = transaction(async (tx) => {
    const reason = succeed("Ticket");
    expect(await openForCustomer(sam, { ...request, reason }, readLaunchSettings(), tx)).toEqual(opened);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await readRows()).toEqual([]);
  expect(await countEvents()).toBe(count);
});
