import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deviceModels, devices, slots } from "@/lib/db";
import { languages } from "@/lib/i18n/languages";
import { createTestStage, type TestStage } from "@/tests/stage";
import { demoModels } from "./demo-models";
import { seed } from "./seed";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const inkwell = "HB-INKWELL-4";
const listInks = () =>
  portal.db
    .select({ id: slots.id, instance: slots.instance, name: slots.name })
    .from(slots)
    .where(eq(slots.modelId, inkwell))
    .orderBy(slots.position);
const countEvents = async () => (await portal.owner.query("select from audit_events")).rowCount;

it("adds the demo's models once, and keeps what was changed since", async () => {
  await seed(portal.database.ownerUrl);
  const [inks, events] = [await listInks(), await countEvents()];
  expect(inks.map(({ instance }) => instance)).toEqual(
    ["Black", "Cyan", "Magenta", "Yellow"].map((colour) => `InkSensor.${colour}`),
  );
  // One a model, and one each for the files of customers and devices.
  expect(events).toBe(demoModels.length + 2);
  expect(await portal.db.$count(devices)).toBeGreaterThan(40);
  await portal.db.update(deviceModels).set({ name: "Changed" }).where(eq(deviceModels.modelId, inkwell));
  await seed(portal.database.ownerUrl);
  expect(await listInks()).toEqual(inks);
  expect(await countEvents()).toBe(events);
  expect(await portal.db.$count(deviceModels, eq(deviceModels.name, "Changed"))).toBe(1);
});

it("completes the models of a demo from the first version, whose slots keep their ids", async () => {
  const before = await listInks();
  await portal.db.update(slots).set({ instance: sql`name`, names: {}, partNumber: null });
  await seed(portal.database.ownerUrl);
  expect(await listInks()).toEqual(before);
});

it("names every slot in every language of the portal", () => {
  const others = languages.filter((language) => !language.startsWith("en")).sort();
  for (const { slots: given } of demoModels)
    for (const { instance, names } of given)
      expect([instance, Object.keys(names ?? {}).sort()]).toEqual([instance, others]);
});
