import { afterAll, beforeAll, expect, it } from "vitest";
import { externalIds } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findCustomerByNumber } from "./find-by-number";

let portal: TestStage;
let staff: Staff;
let emily: string;
let jonas: string;
beforeAll(async () => {
  portal = await createTestStage();
  staff = await portal.addStaff("support");
  emily = (await portal.addCustomer({ externalId: "10042" })).id;
  jonas = (await portal.addCustomer({ externalId: "K-1" })).id;
  await portal.db.insert(externalIds).values([
    { source: "crm", externalId: "K-1", customerId: emily },
    { source: "crm", externalId: "K-2", customerId: emily },
    { source: "help-desk", externalId: "K-2", customerId: emily },
    { source: "crm", externalId: "K-3", customerId: jonas },
  ]);
});
afterAll(() => portal.stop());

it.each<[number: string, source: string | null, whose: "emily" | "jonas" | null]>([
  ["10042", null, "emily"],
  ["K-2", null, "emily"],
  ["K-3", "crm", "jonas"],
  ["K-1", "crm", "emily"],
  // Two customers have it.
  ["K-1", null, null],
  ["K-3", "help-desk", null],
  ["k-2", null, null],
  ["1004", null, null],
  ["", null, null],
  ["\0", null, null],
  ["10042", "\0", null],
  ["x".repeat(10_000), null, null],
])("finds %j of %j: %s", async (number, source, whose) => {
  const expected = whose && { emily, jonas }[whose];
  expect(await findCustomerByNumber(staff, number, source)).toEqual({ ok: true, value: expected });
});

it("finds nobody for others than staff", async () => {
  const found = await findCustomerByNumber(await portal.addCustomer(), "10042", null);
  expect(found).toEqual({ ok: true, value: null });
});

it.each<[number: string, whose: ("emily" | "jonas")[]]>([
  ["10042", ["emily"]],
  ["K-1", ["emily", "jonas"]],
  ["nobody", []],
])("records whom %j finds, and not the number", async (number, whose) => {
  await findCustomerByNumber(staff, number, null);
  const { rows } = await portal.owner.query("select * from audit_events order by id desc limit 1");
  expect(rows).toMatchObject([{ event: "customers.searched", actor_id: staff.id, details: {} }]);
  expect(new Set(rows[0].customer_ids)).toEqual(new Set(whose.map((name) => ({ emily, jonas })[name])));
});

it.each(["10042", "nobody"])(
  "does not say whether %j is a customer if that can't be recorded",
  async (number) => {
    await portal.owner.query("revoke insert on audit_events from larder_app");
    const found = await findCustomerByNumber(staff, number, null);
    await portal.owner.query("grant insert on audit_events to larder_app");
    expect(found).toMatchObject({ ok: false, problems: [{ code: "unrecorded" }] });
  },
);
