import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { auditEvents, dataFaults } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { type Id, readId } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { countFaults, listFaults, settleFault } from ".";
import { mostFaults } from "./list-faults";

let portal: TestStage;
let admin: Staff;
let support: Staff;
let emily: Customer;
beforeAll(async () => {
  portal = await createTestStage();
  admin = await portal.addStaff("admin");
  support = await portal.addStaff("support");
  emily = await portal.addCustomer();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(dataFaults);
});

const addFault = async (customerId: string | null = null) => {
  const row = { kind: "customer", customerId, subject: "10042", field: "country", value: "UK" } as const;
  const [fault] = await portal.db.insert(dataFaults).values(row).returning();
  return readId(fault?.id) as Id;
};
const readEvents = async () =>
  (await portal.owner.query("select event, customer_ids, details from audit_events order by id desc limit 1"))
    .rows[0];

it("are shown to administrators, and the customers with them recorded", async () => {
  await addFault(emily.id);
  await addFault(emily.id);
  const listed = await listFaults(admin);
  expect(listed).toMatchObject({
    ok: true,
    value: { faults: [{ value: "UK" }, { value: "UK" }], isCut: false },
  });
  expect(await readEvents()).toEqual({ event: "faults.viewed", customer_ids: [emily.id], details: {} });
  expect([await countFaults(admin), await countFaults(support)]).toEqual([2, 0]);
  expect(await listFaults(support)).toEqual(refuse("not-found"));
});

it("record nobody if they concern no customer", async () => {
  await addFault();
  const before = await portal.db.$count(auditEvents);
  await listFaults(admin);
  expect(await portal.db.$count(auditEvents)).toBe(before);
});

it("are cut after so many", async () => {
  await portal.owner.query(
    `insert into data_faults (kind, subject, field, value) select 'unit', 'M', 'serial', n from generate_series(1, $1) n`,
    [mostFaults + 1],
  );
  expect(await listFaults(admin)).toMatchObject({ value: { faults: { length: mostFaults }, isCut: true } });
});

it("are settled once, by administrators, which is recorded", async () => {
  const id = await addFault(emily.id);
  expect(await settleFault(support, id)).toEqual(refuse("not-found"));
  expect(await settleFault(admin, id)).toEqual(succeed(undefined));
  expect(await settleFault(admin, id)).toEqual(refuse("not-found"));
  expect(await readEvents()).toEqual({
    event: "fault.settled",
    customer_ids: [emily.id],
    details: { fields: ["country"] },
  });
});
