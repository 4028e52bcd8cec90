import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { auditEvents, auditNotes, customers, devices, identities, sessions, transaction } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { partnerScope } from "@/lib/scope";
import { type Customer, type Staff, system } from "@/lib/viewer";
import { captureSecurity } from "@/tests/capture-security";
import { createTestStage, type TestStage } from "@/tests/stage";
import { deleteOnRequest } from "./delete-on-request";
import { Ticket } from "./schemas";
import { signInCustomer } from "./sign-in-customer";
import { putCustomer } from "./write-customer";

let portal: TestStage;
let ada: Staff;
let emily: Customer;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers, tombstones, audit_notes cascade");
  emily = await portal.addCustomer({ externalId: "10042", email: "emily@example.com" });
  await portal.db.insert(identities).values({ issuer, subject: "emily", customerId: emily.id });
});

const issuer = "https://login.example.com";
const claims = { issuer, subject: "emily", externalId: "10042", name: null, email: null, country: null };
const signIn = (selfSignUp: boolean) =>
  signInCustomer({ ...claims, language: null }, { selfSignUp, matchEmail: false, numbers: "main" });

const readEvents = () =>
  portal.db
    .select({ event: auditEvents.event, reason: auditNotes.reason, network: auditNotes.network })
    .from(auditEvents)
    .leftJoin(auditNotes, eq(auditNotes.eventId, auditEvents.id))
    .where(eq(auditEvents.customerIds, [emily.id]))
    .orderBy(asc(auditEvents.id));

it("deletes as the customer does, and keeps of the request only its ticket", async () => {
  const lines = captureSecurity();
  const launch = { card: "supplies", deviceId: null, launchId: crypto.randomUUID() } as const;
  await recordEvent(ada, { event: "launch.opened", customerId: emily.id, reason: "Emily rang", ...launch });
  await portal.signIn(emily);
  await portal.addDevice(emily);
  expect(await deleteOnRequest(ada, emily.id.toUpperCase(), Ticket.parse(" T-4711 "))).toEqual(
    succeed(undefined),
  );
  expect([await portal.db.$count(customers), await portal.db.$count(devices)]).toEqual([0, 0]);
  expect(await portal.db.$count(sessions)).toBe(0);
  expect(await readEvents()).toEqual([
    { event: "launch.opened", reason: null, network: null },
    { event: "customer.deleted", reason: "T-4711", network: ada.network },
  ]);
  expect(lines.at(-1)).toMatchObject({ event: "account.deleted", by: "staff" });
  // Their own wish: no list of the partner brings them back.
  const scope = partnerScope(system, "customers:write");
  expect(scope && (await putCustomer(scope, "10042", {}, { matchEmail: false }))).toEqual(
    refuse("customer-left"),
  );
});

it("deletes once, and records it once", async () => {
  const answers = await portal.atOnce("devices", 4, () => deleteOnRequest(ada, emily.id, "T-1"));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(3).fill(refuse("customer-gone")));
  expect(await readEvents()).toHaveLength(1);
});

it("does nothing for others, nor to somebody who is not there", async () => {
  const client = {
    kind: "client",
    id: crypto.randomUUID(),
    scopes: ["customers:write"],
    network: null,
  } as const;
  for (const viewer of [await portal.addStaff("support"), emily, client, system])
    expect(await deleteOnRequest(viewer, emily.id, "T-1")).toEqual(refuse("customer-gone"));
  for (const id of ["", "x", "\0", "10042", crypto.randomUUID()])
    expect(await deleteOnRequest(ada, id, "T-1")).toEqual(refuse("customer-gone"));
  expect([await portal.db.$count(customers), await readEvents()]).toEqual([1, []]);
});

it("deletes nothing that cannot be recorded, nor what is rolled back", async () => {
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    expect(await deleteOnRequest(ada, emily.id, "T-1")).toMatchObject({ problems: [{ code: "unrecorded" }] });
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
  }
  const undone = transaction(async (tx) => {
    await deleteOnRequest(ada, emily.id, "T-1", tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect([await portal.db.$count(customers), await readEvents()]).toEqual([1, []]);
});

it.each([
  ["deletion first", true],
  ["deletion first, without self sign-up", false],
])("against a sign-in, %s: whoever signs in afterwards is new", async (_, selfSignUp) => {
  await portal.owner.query("begin; lock table launches");
  const deletion = deleteOnRequest(ada, emily.id, "T-1");
  await portal.waitForLocks(1);
  const signedIn = signIn(selfSignUp);
  await portal.waitForLocks(2);
  await portal.owner.query("commit");
  expect(await deletion).toEqual(succeed(undefined));
  const answer = await signedIn;
  const left = await portal.db.select({ id: customers.id }).from(customers);
  if (selfSignUp) expect(left).toEqual([{ id: answer.ok && answer.value }]);
  else expect([answer, left]).toEqual([refuse("customer-unknown"), []]);
  expect(left).not.toContainEqual({ id: emily.id });
});

it.each(["T-4711", "2026/11/29", "Ä12", "#4711", "1", `${"x".repeat(39)}1`])(
  "takes the ticket %j",
  (text) => {
    expect(Ticket.parse(` ${text}\n`)).toBe(text);
  },
);

it.each([
  "",
  " ",
  "T 4711",
  "Emily",
  "emily1@example.com",
  "-1",
  "1\u202e",
  "x".repeat(40),
  `${"x".repeat(40)}1`,
])("refuses the ticket %j", (text) => {
  expect(Ticket.safeParse(text).error?.issues).toMatchObject([{ message: "ticket-malformed" }]);
});
