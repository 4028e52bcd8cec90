import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { auditEvents, auditNotes, devices, units } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { ownScope, type PartnerScope, partnerScope } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { addDevice } from "./add-device";
import { removeDevice } from "./remove-device";
import { restoreDevice } from "./restore-device";
import { assessUnits, revokeUnits } from "./revoke-units";
import { Claim } from "./schemas";

let portal: TestStage;
let ada: Staff;
let scope: PartnerScope<"devices:write">;
let emily: Customer;
let jonas: Customer;
let since: number;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  scope = partnerScope(ada, "devices:write") ?? expect.unreachable();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers, units, audit_notes cascade");
  emily = await portal.addCustomer({ externalId: "1" });
  jonas = await portal.addCustomer();
  since =
    (await portal.db.select({ id: sql<number>`coalesce(max(id), 0)::int` }).from(auditEvents))[0]?.id ?? 0;
});

const code = "7KQXM3WPHT2F";
const list = (...serials: string[]) =>
  serials.map((serial) => ({ modelId: modelIds.printer as string, serial }));
const revoke = (given: ReturnType<typeof list>, seen?: string) =>
  revokeUnits(scope, given, { reason: "Stolen, T-1", seen });
const claim = (who: Customer, serial: string) =>
  addDevice(ownScope(who), Claim.parse({ modelId: modelIds.printer, serial, code }), "en");
const addOwned = (owner: Customer, serial: string) => portal.addDevice(owner, modelIds.printer, { serial });
const readEvents = () =>
  portal.db
    .select({
      event: auditEvents.event,
      who: auditEvents.customerIds,
      details: auditEvents.details,
      reason: auditNotes.reason,
    })
    .from(auditEvents)
    .leftJoin(auditNotes, eq(auditNotes.eventId, auditEvents.id))
    .where(sql`${auditEvents.id} > ${since}`)
    .orderBy(asc(auditEvents.id));

it("takes devices from their owners for good, with their claim codes, and records each and the act", async () => {
  const mine = await addOwned(emily, "SN-1");
  const theirs = await addOwned(jonas, "SN-2");
  const undoable = await addOwned(emily, "SN-3");
  await removeDevice(ownScope(emily), undoable);
  for (const serial of ["SN-1", "SN-4"]) await portal.addUnit(modelIds.printer, serial, code);
  const given = list("sn 1", "SN-2", "SN-3", "SN-4", "SN-5");
  const outcomes = ["revoked", "revoked", "blocked", "blocked", "unknown"];
  const { seen, ...seenOutcomes } = await assessUnits(scope, given);
  expect(seenOutcomes).toEqual({ outcomes });
  expect(await revoke(given, seen)).toEqual(succeed(outcomes));
  for (const [owner, id] of [
    [emily, mine],
    [jonas, theirs],
    [emily, undoable],
  ] as const) {
    expect(await restoreDevice(ownScope(owner), id)).toEqual(refuse("undo-over"));
    const [row] = await portal.db.select().from(devices).where(eq(devices.id, id));
    expect(row).toMatchObject({ removedBy: "partner", removedAt: expect.any(Date) });
  }
  expect(await portal.db.$count(units)).toBe(0);
  for (const serial of ["SN-1", "SN-4"]) expect(await claim(emily, serial)).toEqual(refuse("claim-refused"));
  expect(await readEvents()).toEqual([
    ...(
      [
        [emily, mine],
        [jonas, theirs],
        [emily, undoable],
      ] as const
    ).map(([{ id }, deviceId]) => ({
      ...{ event: "device.removed", who: [id], details: { deviceId }, reason: null },
    })),
    { event: "devices.revoked", who: [], details: { devices: 2, units: 2 }, reason: "Stolen, T-1" },
  ]);
});

it("does and records nothing the second time", async () => {
  await addOwned(emily, "SN-1");
  await revoke(list("SN-1"));
  const before = await readEvents();
  expect(await revoke(list("SN-1", "X"))).toEqual(succeed(["unchanged", "unknown"]));
  expect(await revokeUnits(scope, [{ modelId: "NONE", serial: "SN-1" }], { reason: "x" })).toEqual(
    succeed(["unknown"]),
  );
  expect(await readEvents()).toEqual(before);
});

it("does nothing if something changed since it was seen", async () => {
  await portal.addUnit(modelIds.printer, "SN-1", code);
  const { seen } = await assessUnits(scope, list("SN-1"));
  expect(await claim(emily, "SN-1")).toMatchObject({ ok: true });
  expect(await revoke(list("SN-1"), seen)).toEqual(refuse("units-changed"));
  expect([await portal.db.$count(units), await readEvents()]).toEqual([1, []]);
});

it("leaves a unit of another model, and another unit, alone", async () => {
  const other = await portal.addDevice(emily, modelIds.coffee, { serial: "SN-1" });
  const next = await addOwned(emily, "SN-11");
  expect(await revoke(list("SN-1"))).toEqual(succeed(["unknown"]));
  for (const id of [other, next])
    expect(await portal.db.select().from(devices).where(eq(devices.id, id))).toMatchObject([
      { removedAt: null },
    ]);
});

it("lets no claim, removal or undo slip through that happens at the same time", async () => {
  for (let round = 0; round < 12; round += 1) {
    const [free, owned] = [`F-${round}`, `O-${round}`];
    await portal.addUnit(modelIds.printer, free, code);
    const id = await addOwned(emily, owned);
    const [revoked] = await Promise.all([
      revoke(list(free, owned)),
      claim(emily, free),
      claim(jonas, free),
      removeDevice(ownScope(emily), id).then(() => restoreDevice(ownScope(emily), id)),
    ]);
    expect(revoked.ok).toBe(true);
    const left = await portal.owner.query(
      "select from devices where removed_at is null and serial = any($1)",
      [[free, owned]],
    );
    expect(left.rowCount).toBe(0);
    expect(await restoreDevice(ownScope(emily), id)).toEqual(refuse("undo-over"));
  }
});

it("waits for a claim that holds the code, and then takes the device", async () => {
  await portal.addUnit(modelIds.printer, "SN-1", code);
  await portal.owner.query("begin; select from units for key share");
  const revoked = revoke(list("SN-1"));
  await portal.waitForLocks(1);
  await addOwned(jonas, "SN-1");
  await portal.owner.query("commit");
  expect(await revoked).toEqual(succeed(["revoked"]));
});

it("makes a claim wait that comes while the code is being deleted", async () => {
  await portal.addUnit(modelIds.printer, "SN-1", code);
  await portal.owner.query("begin; delete from units");
  const claimed = claim(emily, "SN-1");
  await portal.waitForLocks(1);
  await portal.owner.query("commit");
  expect(await claimed).toEqual(refuse("claim-refused"));
});

it("revokes 500 units within the time that a statement has", async () => {
  await portal.owner.query(
    "insert into devices (customer_id, model_id, name, serial) select $1, $2, 'x', 'B-' || n from generate_series(1, 500) n",
    [emily.id, modelIds.printer],
  );
  const given = list(...Array.from({ length: 500 }, (_, n) => `B-${n + 1}`));
  expect(await revoke(given)).toEqual(succeed(Array(500).fill("revoked")));
  expect(await readEvents()).toHaveLength(501);
});

it("revokes nothing that cannot be recorded", async () => {
  const id = await addOwned(emily, "SN-1");
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    expect(await revoke(list("SN-1"))).toMatchObject({ problems: [{ code: "unrecorded" }] });
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
  }
  expect(await portal.db.select().from(devices).where(eq(devices.id, id))).toMatchObject([
    { removedAt: null },
  ]);
});
