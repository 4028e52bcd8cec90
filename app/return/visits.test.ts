import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashVisitor } from "@/app/_http/request";
import { readLaunchSettings } from "@/app/settings";
import { hashToken } from "@/lib/auth";
import { launches, visits } from "@/lib/db";
import { findVisit, openLaunch, openVisit } from "@/lib/launches";
import type { Id } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let viewer: Customer;
let token: string;
let device: Id;
beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  token = await portal.signIn(viewer);
  device = await portal.addDevice(viewer);
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(visits);
  await portal.db.delete(launches);
});

const one = "1".repeat(43);
const two = "2".repeat(43);
const network = { network: "192.0.2.1", site: null };

/** Opens a card without signing in. @returns the visit's id */
async function leave({ card = "supplies", browser = one } = {}): Promise<Id> {
  const visit = {
    modelId: "CM-2",
    country: "DE",
    card,
    channel: "website",
    browserHash: hashVisitor(browser),
  } as const;
  await openVisit(visit, network, readLaunchSettings());
  const { rows } = await portal.owner.query<{ id: Id }>(
    "select id from visits order by opened_at desc limit 1",
  );
  return rows[0]?.id ?? expect.unreachable();
}

type Coming = {
  session?: string | null;
  browser?: string | null;
  query?: string;
  method?: string;
  headers?: Record<string, string>;
};
async function comeBack({ session = null, browser = one, query = "", ...init }: Coming = {}) {
  const cookies = { "larder.session": session, "larder.browser": browser };
  const response = await GET(createRequest(`/return${query}`, cookies, init), {
    params: Promise.resolve({}),
  });
  const to = response.headers.get("location")?.replace("http://localhost:3000", "");
  return { status: response.status, to, headers: response.headers };
}
const listVisits = () => portal.db.select().from(visits).orderBy(visits.id);
const signIn = { status: 303, to: "/sign-in?callbackUrl=%2Freturn" };

it.each([null, "unknown"])("says so to who is not signed in, with the session %j", async (session) => {
  const first = await leave();
  const latest = await leave({ card: "settings" });
  const { status, to, headers } = await comeBack({ session });
  expect([status, to]).toEqual([303, `/open/back?back=${latest}`]);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("set-cookie")).toBeNull();
  for (const { returnedAt, closedAt } of await listVisits()) {
    expect(returnedAt).not.toBeNull();
    expect(closedAt).toEqual(returnedAt);
  }
  const browserHash = hashVisitor(one);
  expect(await findVisit(latest, browserHash)).toEqual({ modelId: "CM-2", card: "settings" });
  expect(await findVisit(first, browserHash)).toEqual({ modelId: "CM-2", card: "supplies" });
});

it("shows a visit only to its browser, only after its return, and only for 15 minutes", async () => {
  const id = await leave();
  const find = (browser = one) => findVisit(id, hashVisitor(browser));
  expect(await find()).toBeNull();
  await comeBack();
  expect(await find()).not.toBeNull();
  expect(await find(two)).toBeNull();
  await portal.owner.query("update visits set returned_at = now() - interval '16 minutes'");
  expect(await find()).toBeNull();
});

it.each<[string, Coming]>([
  ["another browser", { browser: two }],
  ["a browser without a cookie", { browser: null }],
  ["a browser whose cookie is the hash", { browser: hashVisitor(one).toString("hex") }],
])("requires sign-in as ever of %s", async (_what, coming) => {
  await leave();
  const before = await listVisits();
  expect(await comeBack(coming)).toMatchObject(signIn);
  expect(await listVisits()).toEqual(before);
});

it("requires sign-in as ever after an expired visit, and the second time", async () => {
  await leave();
  await comeBack();
  expect(await comeBack()).toMatchObject(signIn);
  await leave();
  await portal.owner.query(
    "update visits set expires_at = now() - interval '1 second' where closed_at is null",
  );
  expect(await comeBack()).toMatchObject(signIn);
});

it.each(["?", "?back=none&back=none", "?exitUri=//evil.example&state=%F0%28", `?${"a=1&".repeat(3000)}`])(
  "ignores the query %j",
  async (query) => {
    const id = await leave();
    expect((await comeBack({ query })).to).toBe(`/open/back?back=${id}`);
    expect(await comeBack({ query })).toMatchObject(signIn);
  },
);

it("leaves a customer's launches and visits apart", async () => {
  const id = await leave();
  const browserHash = hashToken(one);
  const asked = { deviceId: device, card: "supplies", channel: "website", browserHash } as const;
  await openLaunch(await portal.openSession(viewer), asked, readLaunchSettings());
  const before = await listVisits();
  expect((await comeBack({ session: token })).to).toMatch(new RegExp(`^/devices/${device}\\?back=`));
  expect((await comeBack({ session: token })).to).toBe("/devices?back=none");
  expect(await listVisits()).toEqual(before);
  expect((await comeBack()).to).toBe(`/open/back?back=${id}`);
});

it("leaves visits to staff open", async () => {
  await leave();
  const before = await listVisits();
  const session = await portal.signIn(await portal.addStaff());
  expect((await comeBack({ session })).to).toBe("/support?back=none");
  expect(await listVisits()).toEqual(before);
});

it("returns a visit to exactly one of ten that wait for it", async () => {
  const id = await leave();
  await leave({ browser: two });
  await portal.owner.query("begin; select from visits for update");
  const coming = Promise.all(Array.from({ length: 10 }, () => comeBack()));
  await portal.waitForLocks(10);
  await portal.owner.query("commit");
  const answers = await coming;
  expect(answers.filter(({ to }) => to === `/open/back?back=${id}`)).toHaveLength(1);
  expect(answers.filter(({ to }) => to === signIn.to)).toHaveLength(9);
  expect((await listVisits()).filter(({ returnedAt }) => returnedAt)).toHaveLength(1);
});

it.each<Coming>([
  ...prefetchHeaders.map(([name, value]) => ({ headers: { [name]: value } })),
  { method: "HEAD" },
])("closes nothing for %j", async (init) => {
  await leave();
  const before = await listVisits();
  expect(await comeBack(init)).toMatchObject({ status: "method" in init ? 200 : 503, to: undefined });
  expect(await listVisits()).toEqual(before);
});
