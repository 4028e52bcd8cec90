import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sessions, transaction } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { SignedIn } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { computeSessionEnd, endSession, findViewer, startSession } from "./sessions";
import { hashToken } from "./tokens";

const agent = { device: "phone", browser: "Safari" } as const;
let portal: TestStage;
let people: Record<"customer" | "staff", SignedIn>;

beforeAll(async () => {
  portal = await createTestStage({
    TRUSTED_PROXIES: "1",
    SESSION_IDLE_HOURS: "10",
    SESSION_MAX_HOURS: "20",
    STAFF_SESSION_IDLE_HOURS: "1",
    STAFF_SESSION_MAX_HOURS: "2",
  });
  const customer = await portal.addCustomer({ name: "Emily", email: "e@example.com", language: "en" });
  people = { customer, staff: await portal.addStaff("admin") };
});
afterAll(() => portal.stop());

const readRow = async (token: string) => {
  const [row] = await portal.db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashToken(token)));
  return row;
};

/** Moves a session that many hours into the past. */
const age = (token: string, column: "seen_at" | "expires_at", hours: number) =>
  portal.owner.query(
    `update sessions set ${column} = ${column} - $2::float * interval '1 hour' where token_hash = $1`,
    [hashToken(token), hours],
  );

it.each(["customer", "staff"] as const)("finds the %s with the token", async (kind) => {
  const from = new Headers({ "x-forwarded-for": "192.0.2.7" });
  const viewer = await findViewer(await portal.signIn(people[kind]), from);
  expect(viewer).toEqual({ ...people[kind], sessionId: expect.any(String) });
});

it("stores the token's hash, never the token", async () => {
  const token = await portal.signIn(people.customer);
  expect(token).toMatch(/^[\w-]{43}$/);
  const { rows } = await portal.owner.query<{ line: string }>("select s::text as line from sessions s");
  const lines = rows.map(({ line }) => line).join("\n");
  expect(lines).toContain(hashToken(token).toString("hex"));
  expect(lines).not.toContain(token);
  expect(lines).not.toContain(Buffer.from(token).toString("hex"));
});

it.each([null, undefined, "", "unknown", "x".repeat(5000), "\u0000", "' or true --"])(
  "finds nobody for %j",
  async (token) => expect(await findViewer(token)).toBeNull(),
);

it.each([
  ["customer", 9.9, true],
  ["customer", 10.1, false],
  ["staff", 0.9, true],
  ["staff", 1.1, false],
] as const)("%s, idle for %f hours: %s", async (kind, hours, lives) => {
  const token = await portal.signIn(people[kind]);
  await age(token, "seen_at", hours);
  expect((await findViewer(token)) !== null).toBe(lives);
  // Activity restarts the idle time, but does not revive an expired session.
  expect((await findViewer(token)) !== null).toBe(lives);
  const seen = (await readRow(token))?.seenAt.getTime() ?? 0;
  expect(seen > Date.now() - 60_000).toBe(lives);
});

it("updates when a session was seen at most once a minute", async () => {
  const token = await portal.signIn(people.customer);
  const before = await readRow(token);
  await findViewer(token);
  expect(await readRow(token)).toEqual(before);
});

it.each([
  ["customer", 20],
  ["staff", 2],
] as const)("ends a session of %s %i hours after its start, even if it is in use", async (kind, hours) => {
  const id = people[kind].id as Id;
  const person = kind === "customer" ? { customerId: id } : { staffId: id };
  const expiresAt = computeSessionEnd(person);
  expect((expiresAt.getTime() - Date.now()) / 3600_000).toBeCloseTo(hours, 2);
  const token = await startSession(person, { idToken: null, oldToken: null, expiresAt, agent });
  await age(token, "expires_at", hours - 0.1);
  expect(await findViewer(token)).not.toBeNull();
  await age(token, "expires_at", 0.2);
  expect(await findViewer(token)).toBeNull();
});

it("ends the same browser's previous session, and no other", async () => {
  const [old, elsewhere] = [await portal.signIn(people.customer), await portal.signIn(people.customer)];
  const expiresAt = new Date(Date.now() + 3600_000);
  const token = await startSession(
    { staffId: people.staff.id as Id },
    { idToken: null, oldToken: old, expiresAt, agent },
  );
  expect(await findViewer(old)).toBeNull();
  expect(await findViewer(elsewhere)).toMatchObject({ id: people.customer.id });
  expect(await findViewer(token)).toMatchObject({ id: people.staff.id, role: "admin" });
});

it("keeps a customer's sign-in, in the same transaction, and none of staff", async () => {
  await portal.owner.query("delete from sign_ins");
  const expiresAt = new Date(Date.now() + 3600_000);
  const details = { idToken: null, oldToken: null, expiresAt } as const;
  await startSession(
    { customerId: people.customer.id as Id },
    {
      ...{ ...details, method: "email", network: "192.0.2.0/24" },
      agent: { device: "phone", browser: "Safari" },
    },
  );
  await startSession({ staffId: people.staff.id as Id }, { ...details, agent });
  const undone = transaction(async (tx) => {
    await startSession({ customerId: people.customer.id as Id }, { ...details, agent }, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  const { rows } = await portal.owner.query(
    "select customer_id, method, device, browser, network from sign_ins",
  );
  expect(rows).toEqual([
    {
      customer_id: people.customer.id,
      ...{ method: "email", device: "phone", browser: "Safari", network: "192.0.2.0/24" },
    },
  ]);
});

it("ends a session once and returns its ID token", async () => {
  const token = await portal.signIn(people.customer, "an-id-token");
  expect(await endSession("another")).toBeNull();
  expect(await findViewer(token)).not.toBeNull();
  expect(await endSession(token)).toEqual({ idToken: "an-id-token" });
  expect(await findViewer(token)).toBeNull();
  expect(await endSession(token)).toBeNull();
});

it("joins a transaction: rolled back, the new session is gone and the old one lives", async () => {
  const old = await portal.signIn(people.customer);
  const before = await portal.db.$count(sessions);
  const expiresAt = new Date(Date.now() + 3600_000);
  let token = "";
  const undone = transaction(async (tx) => {
    const person = { customerId: people.customer.id as Id };
    token = await startSession(person, { idToken: null, oldToken: old, expiresAt, agent }, tx);
    expect(await findViewer(token, undefined, tx)).toMatchObject({ id: people.customer.id });
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect([await findViewer(token), await portal.db.$count(sessions)]).toEqual([null, before]);
  expect(await findViewer(old)).not.toBeNull();
});
