import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { exportCustomer } from "@/lib/customers";
import { auditEvents, customers, devices, launches, transaction } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { type Id, ownScope, type PartnerScope, partnerScope } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { listDevices } from "./list-devices";
import { removeDevice } from "./remove-device";
import { restoreDevice } from "./restore-device";
import { transferDevice } from "./transfer-device";

let portal: TestStage;
let ada: Staff;
let scope: PartnerScope<"devices:write">;
let emily: Customer;
let jonas: Customer;
let id: Id;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  scope = partnerScope(ada, "devices:write") ?? expect.unreachable();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers cascade");
  emily = await portal.addCustomer({ externalId: "1" });
  // Signed up, and has no number.
  jonas = await portal.addCustomer({ language: "en" });
  const device = { serial: "SN-1", name: "Secret name", ownName: true, endpointId: "secret-endpoint" };
  id = await portal.addDevice(emily, modelIds.printer, device);
});

const transfer = (from = emily, to = jonas, deviceId = id) =>
  transferDevice(scope, ownScope(from), deviceId, to.id as Id);
const list = async (owner: Customer) => {
  const query = { search: "", sort: "name" as const, after: null };
  const { devices: found } = await listDevices(
    ownScope(owner),
    query,
    { country: null, vendorCode: "VENDOR" },
    "en",
  );
  return found.map(({ name, serial }) => [name, serial]);
};
const readEvents = async (customer: Customer) =>
  portal.db
    .select({ event: auditEvents.event, actorId: auditEvents.actorId, details: auditEvents.details })
    .from(auditEvents)
    .where(eq(auditEvents.customerIds, [customer.id]))
    .orderBy(asc(auditEvents.id));

it("moves a device, and nothing of what its owner did with it", async () => {
  await portal.db.insert(launches).values({
    ...{ customerId: emily.id, deviceId: id, card: "supplies", channel: "website", region: "EU" },
    ...{ browserHash: Buffer.alloc(32), expiresAt: new Date() },
  });
  expect(await transfer()).toEqual(succeed(undefined));
  expect([await list(emily), await list(jonas)]).toEqual([[], [["Inkwell 4", "SN-1"]]]);
  const [made] = await portal.db.select().from(devices).where(eq(devices.customerId, jonas.id));
  expect(made).toMatchObject({ endpointId: null, ownName: false, addedBy: "partner" });
  expect(made?.id).not.toBe(id);
  const about = { actorId: ada.id };
  expect(await readEvents(emily)).toEqual([{ ...about, event: "device.removed", details: { deviceId: id } }]);
  expect(await readEvents(jonas)).toEqual([
    { ...about, event: "device.changed", details: { deviceId: made?.id, fields: ["owner"] } },
  ]);
  const theirs = JSON.stringify(await exportCustomer(ownScope(jonas)));
  for (const word of ["Secret name", "secret-endpoint", id, emily.id]) expect(theirs).not.toContain(word);
  expect(await exportCustomer(ownScope(emily))).toMatchObject({
    devices: [{ name: "Secret name", removedBy: "transfer" }],
    launches: [{ deviceId: id }],
  });
});

it("cannot be undone by the old owner, and comes back to them by another transfer", async () => {
  await transfer();
  expect(await restoreDevice(ownScope(emily), id)).toEqual(refuse("undo-over"));
  expect(await removeDevice(ownScope(emily), id)).toEqual(refuse("not-found"));
  const [made] = await portal.db.select().from(devices).where(eq(devices.customerId, jonas.id));
  expect(await transfer(jonas, emily, made?.id as Id)).toEqual(succeed(undefined));
  expect([(await list(emily)).length, await list(jonas)]).toEqual([1, []]);
});

it("moves a device to someone who removed it before", async () => {
  await removeDevice(ownScope(emily), id);
  const theirs = await portal.addDevice(jonas, modelIds.printer, { serial: "SN-1" });
  expect(await transfer(jonas, emily, theirs)).toEqual(succeed(undefined));
  expect([await list(emily), await list(jonas)]).toEqual([[["Inkwell 4", "SN-1"]], []]);
});

it("refuses the same owner, one who is gone, a device that is not theirs, and one that was moved", async () => {
  const other = await portal.addDevice(jonas);
  expect(await transfer(emily, emily)).toEqual(refuse("owner-same"));
  expect(await transfer(emily, { ...jonas, id: crypto.randomUUID() })).toEqual(refuse("owner-gone"));
  for (const deviceId of [other, crypto.randomUUID() as Id])
    expect(await transfer(emily, jonas, deviceId)).toEqual(refuse("device-gone"));
  await transfer();
  expect(await transfer()).toEqual(refuse("device-gone"));
  expect([await list(emily), (await list(jonas)).length]).toEqual([[], 2]);
});

it("meets removals, transfers and deletions at once, without waiting for them for ever", async () => {
  for (let round = 0; round < 8; round += 1) {
    const own = await portal.addDevice(emily, modelIds.printer, { serial: `R-${round}` });
    const [moved, removed] = await Promise.all([
      transfer(emily, jonas, own),
      removeDevice(ownScope(emily), own),
    ]);
    // Whoever came second found it gone.
    expect([moved.ok, removed.ok].filter(Boolean)).toHaveLength(1);
    expect((await list(jonas)).some(([, serial]) => serial === `R-${round}`)).toBe(moved.ok);
  }
  const answers = await Promise.all(Array.from({ length: 6 }, () => transfer()));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

it("finds a new owner gone who is being deleted", async () => {
  await portal.owner.query("begin");
  await portal.db.delete(customers).where(eq(customers.id, jonas.id));
  const moved = transfer();
  await portal.waitForLocks(1);
  await portal.owner.query("commit");
  expect(await moved).toEqual(refuse("owner-gone"));
  expect((await list(emily)).length).toBe(1);
});

it("moves nothing that cannot be recorded, nor what is rolled back", async () => {
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    expect(await transfer()).toMatchObject({ problems: [{ code: "unrecorded" }] });
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
  const undone = transaction(async (tx) => {
    await transferDevice(scope, ownScope(emily), id, jonas.id as Id, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect([(await list(emily)).length, await list(jonas)]).toEqual([1, []]);
});
