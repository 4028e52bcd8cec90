import { afterAll, beforeAll, expect, it } from "vitest";
import { auditEvents, transaction } from "@/lib/db";
import { system } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { recordEvent } from "./record-event";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

it("stores actor, event, customers, time, reason and network", async () => {
  const [staff, { id: customerId }] = [await portal.addStaff("admin"), await portal.addCustomer()];
  const launchId = crypto.randomUUID();
  const card = { customerId, deviceId: null, card: "all-devices" } as const;
  await recordEvent(staff, { event: "launch.opened", ...card, launchId, reason: "Ticket 4711" });
  const { rows } = await portal.owner.query(
    "select * from audit_events join audit_notes on event_id = audit_events.id",
  );
  expect(rows).toEqual([
    {
      id: expect.any(String),
      event_id: rows[0].id,
      at: expect.any(Date),
      event: "launch.opened",
      actor_kind: "staff",
      actor_id: staff.id,
      role: "admin",
      customer_ids: [customerId],
      details: { deviceId: null, card: "all-devices", launchId },
      reason: "Ticket 4711",
      network: "192.0.2.0/24",
    },
  ]);
});

it("throws when it cannot write", async () => {
  const staff = await portal.addStaff();
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  const before = await portal.owner.query("select from audit_events");
  await expect(recordEvent(staff, { event: "audit.viewed" })).rejects.toMatchObject({ code: "audit-failed" });
  await portal.owner.query("grant insert on audit_notes to larder_app");
  expect((await portal.owner.query("select from audit_events")).rowCount).toBe(before.rowCount);
});

it("names the partner's systems and the portal itself as actors", async () => {
  const id = crypto.randomUUID();
  await recordEvent({ kind: "client", id, network: null }, { event: "audit.viewed" });
  await recordEvent(system, { event: "audit.viewed" });
  const { rows } = await portal.owner.query(
    "select actor_kind, actor_id, role from audit_events order by id desc limit 2",
  );
  expect(rows).toEqual([
    { actor_kind: "system", actor_id: null, role: null },
    { actor_kind: "client", actor_id: id, role: null },
  ]);
});

it("joins a transaction: rolled back, it leaves nothing", async () => {
  const staff = await portal.addStaff();
  const undone = transaction(async (tx) => {
    await recordEvent(staff, { event: "audit.viewed" }, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  const { rowCount } = await portal.owner.query("select from audit_events where actor_id = $1", [staff.id]);
  expect(rowCount).toBe(0);
});

it("leaves a transaction usable when it cannot write", async () => {
  const staff = await portal.addStaff();
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    await transaction(async (tx) => {
      await expect(recordEvent(staff, { event: "audit.viewed" }, tx)).rejects.toMatchObject({
        code: "audit-failed",
      });
      expect(await tx.$count(auditEvents)).toBeGreaterThan(0);
    });
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
  }
});
