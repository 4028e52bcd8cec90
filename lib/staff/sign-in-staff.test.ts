import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findViewer } from "@/lib/auth";
import type { Claims } from "@/lib/customers";
import { customers, identities, staff } from "@/lib/db";
import { startTestPortal, type TestPortal } from "@/scripts/test-portal";
import { endStaffSessions, signInStaff } from "./sign-in-staff";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [identities, staff, customers]) await portal.db.delete(table);
});

const claims: Claims = {
  issuer: "https://login.example.com",
  subject: "sam",
  externalId: null,
  name: "Sam",
  email: "sam@example.com",
  country: null,
  language: null,
  roles: [],
};

it("keeps one member of staff, with the role of the latest sign-in", async () => {
  const id = await signInStaff(claims, "support");
  const token = await portal.signIn({ kind: "staff", id });
  expect(await signInStaff({ ...claims, name: "Samuel" }, "admin")).toBe(id);
  expect(await portal.db.select().from(staff)).toMatchObject([{ id, role: "admin", name: "Samuel" }]);
  // A session that was open before has the new role, too.
  expect(await findViewer(token)).toMatchObject({ role: "admin" });
});

it("makes one member of staff of twenty first sign-ins at once", async () => {
  const ids = await portal.atOnce("identities", 20, () => signInStaff(claims, "support"));
  expect(new Set(ids).size).toBe(1);
  expect([await portal.db.$count(staff), await portal.db.$count(identities)]).toEqual([1, 1]);
});

it("keeps the customer that the same identity is", async () => {
  const { id: customerId } = await portal.addCustomer();
  const { issuer, subject } = claims;
  await portal.db.insert(identities).values({ issuer, subject, customerId });
  const staffId = await signInStaff(claims, "support");
  expect(await portal.db.select().from(identities)).toMatchObject([{ customerId, staffId }]);
});

it.each([{ subject: "other" }, { issuer: "https://other.example" }])(
  "ends sessions of nobody like %j",
  async (who) => {
    const id = await signInStaff(claims, "admin");
    const token = await portal.signIn({ kind: "staff", id });
    await endStaffSessions({ ...claims, ...who });
    expect(await findViewer(token)).not.toBeNull();
    await endStaffSessions(claims);
    expect(await findViewer(token)).toBeNull();
  },
);
