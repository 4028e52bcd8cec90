import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { devices, rateLimits, transaction } from "@/lib/db";
import { type Id, ownScope, readId } from "@/lib/scope";
import type { Customer, Viewer } from "@/lib/viewer";
import { countQueries, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { addDevice } from "./add-device";
import { claimDevice } from "./claim-device";
import { findDevice } from "./find-device";
import { listModels } from "./list-models";
import { removeDevice } from "./remove-device";
import { Claim, type ClaimText } from "./schemas";

let portal: TestStage;
let viewer: Customer;
let other: Customer;

beforeAll(async () => {
  portal = await createTestStage();
  await portal.addUnit(modelIds.printer, "SN-0001", "7KQXM3WPHT");
  await portal.addUnit(modelIds.printer, "sn 0002", "AAAAABBBBB");
  for (const serial of ["A1", "A2", "A3"]) await portal.addUnit(modelIds.printer, serial, "CODE");
  await portal.addUnit(modelIds.coffee, "SN-0001", "DDDDDEEEEE");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(devices);
  await portal.db.delete(rateLimits);
  viewer = await portal.addCustomer();
  other = await portal.addCustomer();
});

const printed = { modelId: modelIds.printer, serial: "SN-0001", code: "7KQXM-3WPHT" };
/**
 * Adds like the handler does; a viewer who is not a customer has no scope.
 * @returns the value or the problem
 */
async function add(claim: Partial<ClaimText> = {}, who: Viewer = viewer, network = "192.0.2.1") {
  const scope = ownScope(who);
  const added = scope && (await claimDevice(scope, Claim.parse({ ...printed, ...claim }), network, "en-US"));
  return added?.ok ? added.value : (added?.problems[0] ?? null);
}
const readRows = () => portal.db.select().from(devices).orderBy(devices.registeredAt);
const refused = { code: "claim-refused" };

it("adds a unit under its model's name, with the serial number as the partner spells it", async () => {
  const added = await add();
  expect(added).toEqual({ isNew: true, deviceId: expect.any(String) });
  const { deviceId } = added as { deviceId: string };
  expect(await findDevice(ownScope(viewer), readId(deviceId) as Id, null)).toMatchObject({
    name: "Inkwell 4",
    serial: "SN-0001",
    modelId: modelIds.printer,
    countries: ["US", "GB", "DE", "FR", "IT", "ES", "JP"],
  });
  expect(await findDevice(ownScope(other), readId(deviceId) as Id, null)).toBeNull();
  expect(await add()).toEqual({ isNew: false, deviceId });
  expect(await readRows()).toHaveLength(1);
});

it.each([
  { serial: "sn-0001" },
  { serial: " SN-\t0001\n" },
  { serial: "ＳＮ－０００１" },
  { serial: "SN–0001" },
  { serial: "SN\u200b-0001\0" },
  { serial: "s n - 0 0 0 1" },
  { serial: "SN0001" },
  { code: "7kqxm3wpht" },
  { code: " 7KQ XM-3WP HT " },
  { code: "７ＫＱＸＭ３ＷＰＨＴ" },
  { code: "7KQXM—3WPHT\n" },
  { serial: "SN 0002", code: "aaaaa bbbbb" },
  { serial: "sn\u00a0 0002", code: "AAAAABBBBB" },
  { modelId: modelIds.coffee, code: "ddddd-eeeee" },
])("accepts %j", async (claim) => expect(await add(claim)).toMatchObject({ isNew: true }));

describe("gives the same answer after the same work to", () => {
  const wrong: [what: string, claim: Partial<ClaimText>][] = [
    ["a wrong code", { code: "7KQXM3WPHX" }],
    ["no code", { code: "" }],
    ["a code with something before it", { code: "0001 7KQXM3WPHT" }],
    ["another unit's code", { code: "AAAAABBBBB" }],
    ["an unknown serial number", { serial: "SN-9999" }],
    ["no serial number", { serial: "" }],
    ["part of both in the other", { serial: "SN-0001 7KQXM", code: "3WPHT" }],
    ["an unknown model", { modelId: "RX-999" }],
    ["no model", { modelId: "" }],
    ["another model", { modelId: modelIds.coffee }],
    ["a model in lower case", { modelId: "rx-100" }],
    ["NUL and halves of characters", { modelId: "\0", serial: "\0\ud800", code: "\0\udc00" }],
    ["SQL", { serial: "' or true --", code: "%" }],
    ["very long texts", { serial: "x".repeat(100_000), code: "y".repeat(100_000) }],
  ];
  it.each(wrong)("%s", async (_, claim) => {
    const [answer, queries] = await countQueries(() => add(claim));
    expect(answer).toEqual(refused);
    expect(queries).toBe(4);
    expect(await readRows()).toEqual([]);
  });

  it("the right code of a unit that belongs to someone", async () => {
    await add({}, other);
    const before = await readRows();
    const [answer, queries] = await countQueries(() => add());
    expect([answer, queries]).toEqual([refused, 4]);
    expect(await readRows()).toEqual(before);
  });

  it("a wrong code of the viewer's own device", async () => {
    await add();
    expect(await add({ code: "X" })).toEqual(refused);
  });

  it("the right code of a unit that the partner registered for someone else", async () => {
    await portal.addDevice(other, modelIds.printer, { serial: "SN-0001" });
    expect(await add()).toEqual(refused);
  });
});

it("does not add a unit again that the partner registered for the viewer", async () => {
  const deviceId = await portal.addDevice(viewer, modelIds.printer, { serial: "SN-0001", name: "Mine" });
  expect(await add()).toEqual({ isNew: false, deviceId });
  expect(await readRows()).toMatchObject([{ name: "Mine" }]);
});

it("adds nothing for staff, even with a customer's id, and shows them no models", async () => {
  const staff = await portal.addStaff("admin");
  expect(await add({}, { ...staff, id: viewer.id })).toBeNull();
  expect(await readRows()).toEqual([]);
  const listFor = async (who: Viewer) => (ownScope(who) ? listModels("en-US") : []);
  expect(await listFor(staff)).toEqual([]);
  expect((await listFor(viewer)).map(({ name }) => name)).toEqual(["Brew 2", "Inkwell 4"]);
});

it("gives a removed unit to the next customer with its code, under a new id", async () => {
  const first = (await add()) as { deviceId: string };
  await removeDevice(ownScope(viewer), readId(first.deviceId) as Id);
  const second = (await add({}, other)) as { deviceId: string };
  expect(second).toMatchObject({ isNew: true });
  expect(second.deviceId).not.toBe(first.deviceId);
  expect(await add()).toEqual(refused);
  expect((await readRows()).map(({ customerId, removedAt }) => [customerId, removedAt === null])).toEqual([
    [viewer.id, false],
    [other.id, true],
  ]);
});

it("gives devices of one model distinct names per owner", async () => {
  await portal.addDevice(other, modelIds.printer, { name: "Inkwell 4" });
  await portal.addDevice(viewer, modelIds.printer, { name: "Inkwell 4 (2)" });
  const removed = await portal.addDevice(viewer, modelIds.printer, { name: "Inkwell 4 (3)" });
  await removeDevice(ownScope(viewer), readId(removed) as Id);
  for (const serial of ["A1", "A2", "A3"]) await add({ serial, code: "CODE" });
  const names = (await readRows()).filter(
    ({ customerId, removedAt }) => customerId === viewer.id && !removedAt,
  );
  expect(names.map(({ name }) => name)).toEqual([
    "Inkwell 4 (2)",
    "Inkwell 4",
    "Inkwell 4 (3)",
    "Inkwell 4 (4)",
  ]);
});

it("gives a unit to one of many customers who add it concurrently", async () => {
  const customers: Customer[] = [];
  while (customers.length < 5) customers.push(await portal.addCustomer());
  let next = 0;
  const answers = await portal.atOnce("devices", 50, () => {
    next += 1;
    return add({}, customers[next % 5] as Customer);
  });
  const [row, ...others] = await readRows();
  expect(others).toEqual([]);
  expect(answers.filter((answer) => answer && "isNew" in answer && answer.isNew)).toHaveLength(1);
  expect(answers.filter((answer) => answer && "code" in answer && answer.code === "limited")).toEqual([]);
  const ids = answers.flatMap((answer) => (answer && "deviceId" in answer ? answer.deviceId : []));
  expect(new Set(ids)).toEqual(new Set([row?.id]));
});

it("adds a device once when one customer submits it many times concurrently", async () => {
  const answers = await portal.atOnce("devices", 10, () => add());
  const [row] = await readRows();
  const ordered = answers.sort((one) => (one && "isNew" in one && one.isNew ? -1 : 1));
  const [mine, added] = [false, true].map((isNew) => ({ isNew, deviceId: row?.id }));
  expect(ordered).toEqual([added, ...Array(9).fill(mine)]);
});

it("joins a transaction: rolled back, it leaves nothing", async () => {
  const undone = transaction(async (tx) => {
    expect(await addDevice(ownScope(viewer), Claim.parse(printed), "en-US", tx)).toMatchObject({ ok: true });
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await readRows()).toEqual([]);
});

describe("limits", () => {
  it("the tries of one customer for one unit, in any spelling, and no one else's", async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      const serial = ["SN-0001", "sn-0001", "SN- 0001", "ＳＮ-０００１"][tries % 4] as string;
      expect(await add({ serial, code: "X" }, other)).toEqual(refused);
    }
    const [answer, queries] = await countQueries(() => add({}, other));
    expect(answer).toEqual({ code: "limited", seconds: expect.any(Number) });
    expect((answer as { seconds: number }).seconds).toBeGreaterThan(3500);
    expect(queries).toBe(3);
    expect(await add({ modelId: modelIds.coffee, code: "DDDDDEEEEE" }, other)).toMatchObject({ isNew: true });
    // The buyer.
    expect(await add()).toMatchObject({ isNew: true });
  });

  it("the tries of one customer for all units", async () => {
    for (let tries = 0; tries < 20; tries += 1) await add({ serial: `X${tries}` });
    for (let tries = 0; tries < 12; tries += 1) expect(await add()).toMatchObject({ code: "limited" });
    expect(await add({}, other)).toMatchObject({ isNew: true });
  });

  it("the wrong tries from one network by any number of customers, but no right ones", async () => {
    for (let tries = 0; tries < 120; tries += 1) {
      if (tries % 20 === 0) other = await portal.addCustomer();
      expect(await add({ serial: `X${tries}` }, other, "2001:db8:1:2")).toEqual(refused);
      if (tries % 10 === 0) expect(await add({}, viewer, "2001:db8:1:2")).toHaveProperty("deviceId");
      if (tries % 10 === 9) viewer = await portal.addCustomer();
      if (tries % 10 === 9) await portal.db.delete(devices);
    }
    expect(await add({}, viewer, "2001:db8:1:2")).toMatchObject({ code: "limited" });
    expect(await add({}, viewer, "2001:db8:1:3")).toMatchObject({ isNew: true });
  });
});

it("still knows the code of a unit from before hashes were salted", async () => {
  await portal.owner.query(
    `insert into units (model_id, serial, claim_hash)
     values ($1, 'OLD-1', sha256(convert_to($1 || ' OLD-1 CODE', 'UTF8')))`,
    [modelIds.printer],
  );
  expect(await add({ serial: "old1", code: "co-de" })).toMatchObject({ isNew: true });
});
