import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findViewer } from "@/lib/auth";
import type { Claims } from "@/lib/customers";
import { customers, identities, staff, transaction } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { endStaffSessions, signInStaff } from "./sign-in-staff";

const createViewer = (id: Id): Staff => ({
  ...{ kind: "staff", id, sessionId: crypto.randomUUID(), role: "support" },
  ...{ name: null, language: null, network: null },
});

/** Signs in. @returns the id of the member of staff */
async function signIn(...given: Parameters<typeof signInStaff>): Promise<Id> {
  const signedIn = await signInStaff(...given);
  return signedIn.ok ? signedIn.value : expect.unreachable(signedIn.problems[0].code);
}

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [identities, staff, customers]) await portal.db.delete(table);
});

const network = "192.0.2.0/24";
const claims: Claims = {
  issuer: "https://login.example.com",
  subject: "sam",
  externalId: null,
  name: "Sam",
  email: "sam@example.com",
  country: null,
  language: null,
};

it("keeps one member of staff, with the role of the latest sign-in", async () => {
  const id = await signIn(claims, "support", network);
  const token = await portal.signIn(createViewer(id));
  expect(await signIn({ ...claims, name: "Samuel" }, "admin", network)).toBe(id);
  expect(await portal.db.select().from(staff)).toMatchObject([{ id, role: "admin", name: "Samuel" }]);
  // An existing session has the new role too.
  expect(await findViewer(token)).toMatchObject({ role: "admin" });
});

const readRecorded = async (staffId: string) => {
  const { rows } = await portal.owner.query(
    `select event, role, customer_ids, details, network from audit_events join audit_notes on event_id = id
     where actor_id = $1 order by id`,
    [staffId],
  );
  return rows;
};

it("records each sign-in with its role", async () => {
  const id = await signIn(claims, "support", network);
  await signIn(claims, "admin", network);
  const signedIn = { event: "staff.signed-in", customer_ids: [], details: {}, network };
  expect(await readRecorded(id)).toEqual([
    { ...signedIn, role: "support" },
    { ...signedIn, role: "admin" },
  ]);
});

it("signs nobody in and changes nothing when it cannot be recorded", async () => {
  const id = await signIn(claims, "support", network);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    for (const who of [claims, { ...claims, subject: "new" }]) {
      expect(await signInStaff(who, "admin", network)).toMatchObject({ problems: [{ code: "unrecorded" }] });
    }
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
  expect(await portal.db.select().from(staff)).toMatchObject([{ id, role: "support" }]);
  expect(await portal.db.$count(identities)).toBe(1);
  expect(await readRecorded(id)).toHaveLength(1);
});

it("updates when a person was last seen at sign-in", async () => {
  const id = await signIn(claims, "support", network);
  for (const before of ["null", "now() - interval '1 day'"]) {
    await portal.owner.query(`update staff set seen_at = ${before}`);
    await signIn(claims, "support", network);
    const [row] = await portal.db.select().from(staff).where(eq(staff.id, id));
    expect(Date.now() - (row?.seenAt?.getTime() ?? 0)).toBeLessThan(60_000);
  }
});

it("creates one member of staff from twenty concurrent first sign-ins", async () => {
  const ids = await portal.atOnce("identities", 20, () => signIn(claims, "support", network));
  expect(new Set(ids).size).toBe(1);
  expect([await portal.db.$count(staff), await portal.db.$count(identities)]).toEqual([1, 1]);
});

it("keeps the customer of the same identity", async () => {
  const { id: customerId } = await portal.addCustomer();
  const { issuer, subject } = claims;
  await portal.db.insert(identities).values({ issuer, subject, customerId });
  const staffId = await signIn(claims, "support", network);
  expect(await portal.db.select().from(identities)).toMatchObject([{ customerId, staffId }]);
});

it.each([{ subject: "other" }, { issuer: "https://other.example" }])(
  "ends no sessions for a different identity: %j",
  async (who) => {
    const id = await signIn(claims, "admin", network);
    const token = await portal.signIn(createViewer(id));
    await endStaffSessions({ ...claims, ...who });
    expect(await findViewer(token)).not.toBeNull();
    await endStaffSessions(claims);
    expect(await findViewer(token)).toBeNull();
  },
);

it("joins a transaction: rolled back, it leaves nobody", async () => {
  const undone = transaction(async (tx) => {
    await signIn(claims, "support", network, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect([await portal.db.$count(staff), await portal.db.$count(identities)]).toEqual([0, 0]);
});
