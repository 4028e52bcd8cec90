import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { auditEvents, changes, devices } from "@/lib/db";
import { refuse } from "@/lib/result";
import { type Id, ownScope, type PartnerScope, partnerScope } from "@/lib/scope";
import { type Customer, system } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { correctModel } from "./correct-model";
import { findDevice } from "./find-device";
import { removeDevice } from "./remove-device";

let portal: TestStage;
let scope: PartnerScope<"devices:write">;
let emily: Customer;
let id: Id;
beforeAll(async () => {
  portal = await createTestStage();
  scope = partnerScope(system, "devices:write") ?? expect.unreachable();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers cascade; delete from changes");
  emily = await portal.addCustomer({ externalId: "1" });
  id = await portal.addDevice(emily, modelIds.printer, { serial: "SN-1", name: "Office" });
  await portal.owner.query("delete from changes");
});

const unit = { modelId: modelIds.printer, serial: "SN-1" };
const correct = (given: { modelId: string; serial: string; id?: Id } = unit, to: string = modelIds.coffee) =>
  correctModel(scope, given, to);

it("keeps the device, its owner and its name under the right model, and tells of both models", async () => {
  expect(await correct()).toMatchObject({
    ok: true,
    value: { modelId: modelIds.coffee, owner: "1", name: "Office" },
  });
  expect(await findDevice(ownScope(emily), id, null)).toMatchObject({
    name: "Office",
    modelId: modelIds.coffee,
  });
  const told = await portal.db.select().from(changes).orderBy(changes.id);
  expect(told.map(({ action, modelId, serial }) => [action, modelId, serial])).toEqual([
    ["deleted", modelIds.printer, "SN-1"],
    ["changed", modelIds.coffee, "SN-1"],
  ]);
  const [event] = await portal.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.customerIds, [emily.id]));
  expect(event).toMatchObject({ event: "device.changed", details: { deviceId: id, fields: ["modelId"] } });
});

it("refuses what would be wrong", async () => {
  const other = await portal.addCustomer();
  await portal.addDevice(other, modelIds.coffee, { serial: "sn 1" });
  expect(await correct()).toEqual(refuse("device-exists"));
  expect(await correct(unit, modelIds.printer)).toEqual(refuse("model-same"));
  expect(await correct(unit, "NONE")).toEqual(refuse("model-unknown"));
  expect(await correct({ ...unit, serial: "sn1" })).toEqual(refuse("serial-conflict", { subject: "SN-1" }));
  expect(await correct({ ...unit, serial: "SN-2" })).toEqual(refuse("device-gone"));
  expect(await correct({ ...unit, id: crypto.randomUUID() as Id })).toEqual(refuse("device-gone"));
  await removeDevice(ownScope(emily), id);
  expect(await correct()).toEqual(refuse("device-gone"));
  const [row] = await portal.db.select().from(devices).where(eq(devices.id, id));
  expect(row).toMatchObject({ modelId: modelIds.printer });
});

it("meets corrections there and back and removals at once", async () => {
  for (let round = 0; round < 8; round += 1) {
    const serial = `R-${round}`;
    const own = await portal.addDevice(emily, modelIds.printer, { serial });
    const [first, second, removed] = await Promise.all([
      correct({ modelId: modelIds.printer, serial }, modelIds.coffee),
      correct({ modelId: modelIds.coffee, serial }, modelIds.printer),
      removeDevice(ownScope(emily), own),
    ]);
    expect(removed.ok).toBe(true);
    for (const answer of [first, second])
      expect(answer.ok || answer.problems[0].code === "device-gone").toBe(true);
  }
});
