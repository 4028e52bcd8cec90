// How many devices report, and which have gone silent.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, deviceModels, deviceReports, devices, slots } from "@/lib/db";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { type Customer, system } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { countReports } from "./count-reports";
import { listSilent } from "./list-silent";
import type { SilentDevice } from "./types";

let portal: TestStage;
let emily: Customer;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers]) await portal.db.delete(table);
  await portal.db.update(deviceModels).set({ silentAfter: null });
  await portal.db.update(slots).set({ sensor: "level" });
  emily = await portal.addCustomer({ externalId: "C-1" });
});

const now = new Date();
const hour = 3_600_000;
const ago = (hours: number) => new Date(now.getTime() - hours * hour);
const scope = partnerScope(system, "devices:read") as PartnerScope<"devices:read">;
const reader = { language: "de", compare: new Intl.Collator("de").compare };

/** Adds a device. @param hours since its last report; null if there is none */
async function add(
  modelId: string,
  hours: number | null,
  fields: Parameters<TestStage["addDevice"]>[2] = {},
) {
  const deviceId = await portal.addDevice(emily, modelId, fields);
  if (hours !== null) await portal.db.insert(deviceReports).values({ deviceId, at: ago(hours) });
}

async function list(modelId: string | null = null): Promise<SilentDevice[]> {
  const all = [];
  for await (const batch of await listSilent(scope, modelId, now)) all.push(...batch);
  return all;
}
const listSerials = async (modelId: string | null = null) =>
  (await list(modelId)).map(({ serial }) => serial);

it("counts devices by when they last reported", async () => {
  for (const hours of [0, 23, 25, 47, 49, 167, 169, null]) await add(modelIds.printer, hours);
  await add(modelIds.printer, 1, { removedAt: now });
  expect(await countReports(scope, reader, now)).toEqual([
    {
      ...{ modelId: modelIds.printer, name: "Inkwell 4", devices: 8 },
      ...{ day: 2, week: 6, longer: 1, never: 1, silent: 3 },
    },
  ]);
});

it("takes no model for silent that measures no level", async () => {
  await portal.db.update(slots).set({ sensor: "usage" });
  await add(modelIds.coffee, 500);
  expect(await countReports(scope, reader, now)).toMatchObject([{ longer: 1, silent: 0 }]);
  expect(await list()).toEqual([]);
});

it("counts nothing without devices", async () => {
  expect(await countReports(scope, reader, now)).toEqual([]);
});

it("has a silence of its own for a model that says so", async () => {
  await portal.db
    .update(deviceModels)
    .set({ silentAfter: "P1DT12H" })
    .where(eq(deviceModels.modelId, modelIds.coffee));
  for (const hours of [35, 37, 47, 49]) {
    await add(modelIds.coffee, hours, { serial: `CM-${hours}` });
    await add(modelIds.printer, hours, { serial: `RX-${hours}` });
  }
  expect(await countReports(scope, reader, now)).toMatchObject([
    { modelId: modelIds.coffee, silent: 3 },
    { modelId: modelIds.printer, silent: 1 },
  ]);
  expect((await listSerials()).sort()).toEqual(["CM-37", "CM-47", "CM-49", "RX-49"]);
});

it("sorts models in the reader's language and alphabet", async () => {
  const names = { A: "Zuse", B: "Ähre", C: "Berg" };
  await portal.db
    .insert(deviceModels)
    .values(
      Object.entries(names).map(
        ([modelId, de]) => ({ modelId, name: modelId, drawing: "device", names: { de } }) as const,
      ),
    );
  for (const modelId of Object.keys(names)) await add(modelId, 1);
  expect((await countReports(scope, reader, now)).map(({ name }) => name)).toEqual(["Ähre", "Berg", "Zuse"]);
});

it("lists silent devices with the customer's number, the longest silent first", async () => {
  await add(modelIds.printer, 100, { serial: "B" });
  await add(modelIds.coffee, 200, { serial: "A" });
  await add(modelIds.printer, 10, { serial: "reports" });
  await add(modelIds.printer, null, { serial: "never" });
  await add(modelIds.printer, 300, { serial: "removed", removedAt: now });
  expect(await list()).toMatchObject([
    { modelId: modelIds.coffee, serial: "A", externalId: "C-1", at: ago(200) },
    { modelId: modelIds.printer, serial: "B", externalId: "C-1", at: ago(100) },
  ]);
  expect(await listSerials(modelIds.printer)).toEqual(["B"]);
  expect(await listSerials("nothing")).toEqual([]);
});

it("lists each silent device once, over several batches and those of one moment", async () => {
  await portal.owner.query(
    `with added as (
       insert into devices (customer_id, model_id, name, serial)
       select $1, $2, 'Kitchen', 'S-' || n from generate_series(1, 20010) n returning id, serial
     )
     insert into device_reports
     select id, $3::timestamptz - interval '1 microsecond' * (1 + substr(serial, 3)::int % 3) from added`,
    [emily.id, modelIds.printer, ago(60)],
  );
  const batches = [];
  for await (const batch of await listSilent(scope, null, now)) batches.push(batch);
  expect(batches.map(({ length }) => length)).toEqual([20_000, 10]);
  expect(new Set(batches.flat().map(({ serial }) => serial)).size).toBe(20_010);
});
