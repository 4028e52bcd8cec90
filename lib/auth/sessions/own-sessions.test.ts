import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Id, isCustomer, readId } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { endAllSessions, endOwnSession, isFresh, listSessions, listSignIns } from "./own-sessions";
import { findViewer, startSession } from "./sessions";
import { hashToken } from "./tokens";

let portal: TestStage;
let phone: string;
let computer: string;
let stranger: string;
beforeAll(async () => {
  portal = await createTestStage({ SESSION_IDLE_HOURS: "10", RETENTION_SIGN_IN_DAYS: "2" });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  const customer = await portal.addCustomer();
  phone = await portal.signIn(customer, "an-id-token");
  computer = await startSession(
    { customerId: customer.id as Id },
    {
      idToken: null,
      oldToken: null,
      expiresAt: new Date(Date.now() + 3600_000),
      agent: { device: "computer", browser: "Firefox" },
    },
  );
  stranger = await portal.signIn(await portal.addCustomer());
});

/** Finds the customer with a token. */
async function findHolder(token: string) {
  const viewer = await findViewer(token);
  if (!isCustomer(viewer)) throw new Error("No customer has this token.");
  return viewer;
}

const age = (token: string, column: string, minutes: number) =>
  portal.owner.query(
    `update sessions set ${column} = ${column} - $2 * interval '1 minute' where token_hash = $1`,
    [hashToken(token), minutes],
  );

it("lists the viewer's sessions and nobody else's, this one first", async () => {
  await age(computer, "seen_at", 3);
  const viewer = await findHolder(computer);
  const seenAt = expect.any(Date);
  expect(await listSessions(viewer)).toEqual([
    { id: viewer.sessionId, device: "computer", browser: "Firefox", seenAt, current: true },
    { id: (await findHolder(phone)).sessionId, device: null, browser: null, seenAt, current: false },
  ]);
});

it.each([
  ["expires_at", 61],
  ["seen_at", 601],
])("omits sessions expired by %s", async (column, minutes) => {
  await age(phone, column, minutes);
  expect(await listSessions(await findHolder(computer))).toHaveLength(1);
});

it("lists the viewer's sign-ins and nobody else's, the last first, also those whose session ended", async () => {
  const viewer = await findHolder(phone);
  await endAllSessions(viewer);
  const sign = { id: expect.any(String), method: "oidc", at: expect.any(Date) };
  expect(await listSignIns(viewer)).toEqual([
    { ...sign, device: "computer", browser: "Firefox" },
    { ...sign, device: null, browser: null },
  ]);
});

it("lists ten sign-ins at most, and none that is older than they are kept", async () => {
  const viewer = await findHolder(phone);
  await portal.owner.query("delete from sign_ins");
  await portal.owner.query(
    `insert into sign_ins (customer_id, method, browser, at)
     select $1, 'email', 'Browser ' || days, now() - days * interval '0.15 days' from generate_series(1, 12) days`,
    [viewer.id],
  );
  const listed = await listSignIns(viewer);
  expect(listed.map(({ browser }) => browser)).toEqual(
    Array.from({ length: 10 }, (_, place) => `Browser ${place + 1}`),
  );
  await portal.owner.query("update sign_ins set at = at - interval '1 day'");
  expect(await listSignIns(viewer)).toHaveLength(6);
});

/** Ends a session like the form does; a malformed id ends none. */
async function end(token: string, typed: string) {
  const id = readId(typed);
  if (id) await endOwnSession(await findHolder(token), id);
}

it("ends another of the viewer's sessions immediately", async () => {
  await end(computer, (await findHolder(phone)).sessionId);
  expect(await findViewer(phone)).toBeNull();
  expect(await findViewer(computer)).not.toBeNull();
});

it("ends nobody else's session", async () => {
  await end(computer, (await findHolder(stranger)).sessionId);
  expect(await findViewer(stranger)).not.toBeNull();
});

it.each(["", "all", "\0", "' or true --", "x".repeat(5000), crypto.randomUUID()])(
  "ends nothing for %j",
  async (id) => {
    const before = await portal.owner.query("select from sessions");
    await end(computer, id);
    expect((await portal.owner.query("select from sessions")).rowCount).toBe(before.rowCount);
  },
);

it("ends all of the viewer's sessions and returns this one's ID token", async () => {
  expect(await endAllSessions(await findHolder(phone))).toBe("an-id-token");
  expect([await findViewer(phone), await findViewer(computer)]).toEqual([null, null]);
  expect(await findViewer(stranger)).not.toBeNull();
});

it("never returns another session's ID token", async () => {
  expect(await endAllSessions(await findHolder(computer))).toBeNull();
});

it.each([
  [9.9, true],
  [10.1, false],
])("signed in %f minutes ago, fresh: %s", async (minutes, fresh) => {
  const viewer = await findHolder(phone);
  await age(phone, "authenticated_at", minutes);
  expect(await isFresh(viewer)).toBe(fresh);
});

it("is fresh by the viewer's own session only", async () => {
  const viewer = await findHolder(phone);
  expect(await isFresh({ ...viewer, sessionId: (await findHolder(stranger)).sessionId })).toBe(false);
  await endAllSessions(viewer);
  expect(await isFresh(viewer)).toBe(false);
});
