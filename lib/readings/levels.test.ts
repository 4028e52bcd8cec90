// What becomes of readings in the database, from the customer's and the partner's side.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deleteCustomer } from "@/lib/customers";
import { customers, deviceReports, devices, readingHistory, readings, reportKeys, slots } from "@/lib/db";
import { correctModel, findDevice, listDevices, transferDevice } from "@/lib/devices";
import { type Id, ownScope, type PartnerScope, partnerScope } from "@/lib/scope";
import { type Customer, system } from "@/lib/viewer";
import { percent, writeChange, writeLevel, writeUse } from "@/tests/alexa-messages";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { listLevels } from "./list-levels";
import { listReadings } from "./list-readings";
import { markReplaced } from "./mark-replaced";
import { readReport } from "./read-report";
import { setLevels } from "./set-levels";
import { storeReports } from "./store-reports";

let portal: TestStage;
let emily: Customer;
beforeAll(async () => {
  portal = await createTestStage();
  for (const instance of ["Cyan", "Black"])
    await portal.db
      .update(slots)
      .set({ measurement: "percentage", lowAt: 15 })
      .where(eq(slots.instance, instance));
  const wear = {
    supply: "water-filter",
    sensor: "level-usage",
    measurement: "percentage",
    position: 9,
  } as const;
  await portal.db
    .insert(slots)
    .values({ ...wear, modelId: modelIds.coffee, instance: "Wear", name: "Filter" });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers]) await portal.db.delete(table);
  emily = await portal.addCustomer();
});

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);
const scope = partnerScope(system, "reports:write") as PartnerScope<"reports:write">;
const writing = partnerScope(system, "devices:write") as PartnerScope<"devices:write">;
const send = (...messages: object[]) =>
  storeReports(
    scope,
    messages.map((message) => readReport(JSON.parse(JSON.stringify(message)))),
    { days: 100 },
  );
const cyan = (serial: string, value: number, at = ago(0)) =>
  writeChange(serial, [writeLevel("Cyan", percent(value), at)]);
const wear = (value: number, at: Date) =>
  writeUse("CM-1", "Wear", percent(value), at, { kind: "LevelUsage" });
const addPrinter = async (serial: string, owner = emily) =>
  (await portal.addDevice(owner, modelIds.printer, { serial, name: serial })) as Id;

async function countAll(): Promise<number> {
  const counts = [readings, readingHistory, reportKeys, deviceReports].map((table) =>
    portal.db.$count(table),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count);
}
const list = async (sort: "name" | "attention", after: string | null = null) => {
  const account = { country: "DE", vendorCode: "V1" };
  return listDevices(ownScope(emily), { search: "", sort, after }, account, "en-US");
};

it("are on the device page and in the list, the lowest supply first", async () => {
  const id = await addPrinter("SN-1");
  const [at, before] = [ago(0), ago(1)];
  await send(
    writeChange("SN-1", [writeLevel("Cyan", percent(14), at), writeLevel("Black", percent(60), before)]),
  );
  expect((await findDevice(ownScope(emily), id, "en-US"))?.slots).toMatchObject([
    { name: "Black", value: 60, at: before, lowAt: 15 },
    { name: "Cyan", value: 14, at },
  ]);
  expect((await list("name")).devices).toMatchObject([{ lowest: { name: "Cyan", value: 14 } }]);
});

it("sort the list by what needs attention, page by page", async () => {
  for (let index = 0; index < 30; index += 1) await addPrinter(`SN-${index}`);
  const value = (index: number) => (index * 37) % 100;
  await send(...Array.from({ length: 28 }, (_, index) => cyan(`SN-${index}`, value(index))));
  const first = await list("attention");
  const second = await list("attention", first.next);
  const shown = [...first.devices, ...second.devices].map(({ lowest }) => lowest?.value ?? null);
  const expected = Array.from({ length: 28 }, (_, index) => value(index)).sort((one, other) => one - other);
  expect(shown).toEqual([...expected, null, null]);
  expect(await list("attention", "nonsense")).toMatchObject({ before: 0 });
});

it("are shown for 90 days, with refills", async () => {
  const id = await addPrinter("SN-1");
  await send(
    ...[95, 60, 40, 20, 0].map((days, index) => cyan("SN-1", [90, 30, 10, 95, 80][index] ?? 0, ago(days))),
  );
  const today = Math.floor(Date.now() / day);
  expect(await listLevels(ownScope(emily), id, "en-US")).toMatchObject([
    {
      supply: { name: "Cyan", value: 80 },
      points: [60, 40, 20, 0].map((days, index) => ({ day: today - days, value: [30, 10, 95, 80][index] })),
      top: 100,
      refills: [today - 20],
    },
  ]);
  expect(await listLevels(ownScope(await portal.addCustomer()), id, "en-US")).toEqual([]);
});

it("that come late change no day that has one", async () => {
  await addPrinter("SN-1");
  const noon = new Date(Math.floor(Date.now() / day) * day - 3 * day + day / 2);
  const before = new Date(noon.getTime() - 3_600_000);
  await send(cyan("SN-1", 50, noon), cyan("SN-1", 40), cyan("SN-1", 60, before));
  const rows = await portal.db.select().from(readingHistory);
  expect(rows.flatMap(({ points }) => points.filter((point) => point !== null)).sort()).toEqual([40, 50]);
});

it("of use say what was used in the last seven days, today included", async () => {
  const id = (await portal.addDevice(emily, modelIds.coffee, { serial: "CM-1" })) as Id;
  const use = (days: number) =>
    writeUse("CM-1", "Pods", { "@type": "Count", value: 10 ** days }, new Date(Date.now() - days * day));
  await send(...[0, 1, 5, 6, 7, 8].map(use));
  const device = await findDevice(ownScope(emily), id, "en-US");
  expect(device?.slots.find(({ name }) => name === "Pods")?.week).toBe(1_100_011);
});

it("go to the exact spelling where old rows differ in nothing else", async () => {
  const ids = [await addPrinter("SN 1"), await addPrinter("sn-1x")];
  await portal.owner.query("alter table devices disable trigger devices_serial_key");
  try {
    await portal.owner.query("update devices set serial = 'sn1', serial_key = 'SN1 2' where id = $1", [
      ids[1],
    ]);
    expect(await send(cyan("SN-1", 5), cyan(`${modelIds.printer}:SN-1`, 5), cyan("SN 1", 7))).toMatchObject([
      { outcome: "refused", faults: [{ code: "endpoint-unknown" }] },
      { outcome: "refused", faults: [{ code: "endpoint-unknown" }] },
      { outcome: "stored" },
    ]);
    expect(await portal.db.select().from(readings)).toMatchObject([{ deviceId: ids[0], value: 7 }]);
  } finally {
    await portal.owner.query("alter table devices enable trigger devices_serial_key");
  }
});

it("of wear begin anew when the part was replaced, whatever comes late", async () => {
  const id = (await portal.addDevice(emily, modelIds.coffee, { serial: "CM-1" })) as Id;
  const unit = { modelId: modelIds.coffee, serial: "cm1", instance: "Wear" };
  const read = async () =>
    (await findDevice(ownScope(emily), id, "en-US"))?.slots.find(({ name }) => name === "Filter")?.value;
  await send(wear(30, ago(10)), wear(20, ago(4)));
  expect(await read()).toBe(50);
  expect(await markReplaced(scope, { ...unit, at: ago(5) })).toMatchObject({ ok: true });
  expect(await read()).toBe(20);
  await send(wear(7, ago(6)), wear(3, ago(1)));
  expect(await read()).toBe(23);
  expect(await markReplaced(scope, { ...unit, at: ago(9) })).toMatchObject({ ok: true });
  expect(await read()).toBe(23);
  expect(await markReplaced(scope, { ...unit, at: ago(0) })).toMatchObject({ ok: true });
  expect(await read()).toBe(0);
});

it("of a replaced part without a reading are there, and others cannot be replaced", async () => {
  await portal.addDevice(emily, modelIds.coffee, { serial: "CM-1" });
  const unit = { modelId: modelIds.coffee, serial: "CM-1", at: ago(0) };
  expect(await markReplaced(scope, { ...unit, instance: "Wear" })).toMatchObject({ ok: true });
  expect(await portal.db.$count(deviceReports)).toBe(0);
  expect(
    await listReadings(
      partnerScope(system, "devices:read") as PartnerScope<"devices:read">,
      modelIds.coffee,
      "CM-1",
    ),
  ).toMatchObject([{ value: 0 }]);
  for (const instance of ["Pods", "Nothing"])
    expect(await markReplaced(scope, { ...unit, instance })).toMatchObject({
      problems: [{ code: "malformed" }],
    });
  expect(await markReplaced(scope, { ...unit, serial: "CM-9", instance: "Wear" })).toMatchObject({
    problems: [{ code: "not-found" }],
  });
});

it("store when a level is expected to reach nothing", async () => {
  await addPrinter("SN-1");
  await send(...Array.from({ length: 60 }, (_, index) => cyan("SN-1", 100 - index, ago(59 - index))));
  const [row] = await portal.db.select().from(readings);
  const days = ((row?.emptyAt?.getTime() ?? 0) - Date.now()) / day;
  expect(Math.abs(days - 41)).toBeLessThan(3);
  await send(cyan("SN-1", 100, new Date(Date.now() + 60_000)));
  expect(await portal.db.select().from(readings)).toMatchObject([{ emptyAt: null }]);
});

it("count as a report from when the sample was taken, to within five minutes", async () => {
  const id = await addPrinter("SN-1");
  const minute = 60_000;
  const read = async () => (await portal.db.select().from(deviceReports))[0]?.at.getTime();
  const first = ago(16);
  await send(cyan("SN-1", 50, ago(20)), cyan("SN-1", 49, first), cyan("SN-1", 48, ago(18)));
  expect(await read()).toBe(first.getTime());
  await send(cyan("SN-1", 47, new Date(first.getTime() + 4 * minute)), cyan("SN-1", 46, ago(19)));
  expect(await read()).toBe(first.getTime());
  const second = new Date(first.getTime() + 6 * minute);
  await send(cyan("SN-1", 46, second));
  expect(await read()).toBe(second.getTime());
  expect((await list("name")).devices).toMatchObject([{ id, reportedAt: second }]);
});

it("go when the owner switches them off, and nobody else's do", async () => {
  await addPrinter("SN-1");
  const other = await portal.addCustomer();
  await addPrinter("SN-2", other);
  await send(cyan("SN-1", 50), cyan("SN-2", 50));
  await setLevels(ownScope(emily), false);
  expect(await portal.db.select().from(readings)).toMatchObject([{ value: 50 }]);
  expect(await portal.db.$count(deviceReports)).toBe(1);
  await setLevels(ownScope(emily), true);
  expect(await send(cyan("SN-1", 40))).toMatchObject([{ outcome: "stored" }]);
});

it.each([
  [
    "its model is corrected",
    (_id: Id) => correctModel(writing, { modelId: modelIds.printer, serial: "SN-1" }, modelIds.coffee),
  ],
  [
    "it passes to somebody else",
    async (id: Id) => transferDevice(writing, ownScope(emily), id, (await portal.addCustomer()).id as Id),
  ],
  ["its owner deletes the account", () => deleteCustomer(ownScope(emily), "customer")],
])("leave nothing when %s", async (_what, act) => {
  const id = await addPrinter("SN-1");
  await send(cyan("SN-1", 50), cyan("SN-1", 60, ago(60)));
  expect(await countAll()).toBe(4);
  await act(id);
  expect(await countAll()).toBe(0);
});

it("come to nothing, and hold nobody up, while the device is being removed", async () => {
  await addPrinter("SN-1");
  await portal.owner.query("begin; update devices set removed_at = now()");
  const sending = send(cyan("SN-1", 50));
  try {
    await expect
      .poll(async () => (await portal.owner.query("select 1 from pg_locks where not granted")).rowCount)
      .toBeGreaterThan(0);
  } finally {
    await portal.owner.query("commit");
  }
  expect(await sending).toMatchObject([{ outcome: "refused", faults: [{ code: "endpoint-unknown" }] }]);
  expect(await countAll()).toBe(0);
});
