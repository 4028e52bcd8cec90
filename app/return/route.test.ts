import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches } from "@/lib/db";
import { type NewLaunch, recordLaunch } from "@/lib/launches/record-launch";
import { type Id, ownScope, readId } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { countQueries, createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let viewer: Customer;
let token: string;
let kitchen: Id;
let office: Id;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  token = await portal.signIn(viewer);
  kitchen = readId(await portal.addDevice(viewer)) as Id;
  office = readId(await portal.addDevice(viewer)) as Id;
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

const one = "1".repeat(43);
const two = "2".repeat(43);

type Leaving = { card?: "supplies" | "settings" | "all-devices"; browser?: string; who?: Customer };
async function leave(
  deviceId: Id | null,
  { card = "supplies", browser = one, who = viewer }: Leaving = {},
): Promise<string> {
  const browserHash = hashToken(browser);
  const left: NewLaunch = {
    deviceId,
    card,
    channel: "website",
    vendorCode: "V1",
    region: "EU",
    browserHash,
    exits: true,
  };
  return (await recordLaunch(ownScope(who), left, 4)) ?? "none";
}

type Coming = {
  session?: string | null;
  browser?: string | null;
  query?: string;
  method?: string;
  headers?: Record<string, string>;
};
async function comeBack({ session = token, browser = one, query = "", ...init }: Coming = {}) {
  const cookies = { "larder.session": session, "larder.browser": browser };
  const response = await GET(createRequest(`/return${query}`, cookies, init), {
    params: Promise.resolve({}),
  });
  const location = response.headers.get("location");
  return {
    status: response.status,
    headers: response.headers,
    to: location?.replace("http://localhost:3000", ""),
  };
}
const listRows = () => portal.db.select().from(launches).orderBy(launches.id);
const none = { status: 303, to: "/devices?back=none" };

it("leads to the one device and names the latest launch", async () => {
  await leave(kitchen);
  const latest = await leave(kitchen, { card: "settings" });
  expect(await comeBack()).toMatchObject({ status: 303, to: `/devices/${kitchen}?back=${latest}` });
  for (const row of await listRows()) {
    expect(row.closedAt).toEqual(row.returnedAt);
    expect(row.returnedAt).not.toBeNull();
  }
});

it("selects the app if the latest launch was opened with it", async () => {
  const browserHash = hashToken(one);
  const app: NewLaunch = {
    deviceId: kitchen,
    card: "supplies",
    channel: "app",
    vendorCode: "V1",
    region: "EU",
    browserHash,
    exits: true,
  };
  const id = await recordLaunch(ownScope(viewer), app, 4);
  expect((await comeBack()).to).toBe(`/devices/${kitchen}?back=${id}&via=app`);
});

it("names the launch that was opened last, not the one created last", async () => {
  const first = await leave(kitchen);
  await leave(kitchen, { card: "settings" });
  expect(await leave(kitchen)).toBe(first);
  expect((await comeBack()).to).toBe(`/devices/${kitchen}?back=${first}`);
});

it("leads to the list after launches of several devices", async () => {
  await leave(kitchen);
  const latest = await leave(office);
  expect((await comeBack()).to).toBe(`/devices?back=${latest}`);
});

it.each(["all-devices first", "all-devices last"])(
  "leads to the list after a device and the list: %s",
  async (order) => {
    const steps = [() => leave(kitchen), () => leave(null, { card: "all-devices" })];
    if (order === "all-devices first") steps.reverse();
    let latest = "";
    for (const step of steps) latest = await step();
    expect((await comeBack()).to).toBe(`/devices?back=${latest}`);
  },
);

it("leads to the list after the list", async () => {
  const id = await leave(null, { card: "all-devices" });
  expect((await comeBack()).to).toBe(`/devices?back=${id}`);
});

it("closes launches in one statement, and isn't cached", async () => {
  await leave(kitchen);
  await leave(office);
  await comeBack();
  await leave(kitchen);
  const [{ headers }, queries] = await countQueries(() => comeBack());
  expect(queries).toBe(1);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

it("closes a launch once", async () => {
  await leave(kitchen);
  await comeBack();
  const before = await listRows();
  expect(await comeBack()).toMatchObject(none);
  expect(await listRows()).toEqual(before);
});

it("finds nothing if nothing was opened", async () => expect(await comeBack()).toMatchObject(none));

it.each([
  ["another browser", async () => comeBack({ browser: two })],
  ["a browser without a cookie", async () => comeBack({ browser: null })],
  ["a browser whose cookie is the hash", async () => comeBack({ browser: hashToken(one).toString("hex") })],
  ["another account", async () => comeBack({ session: await portal.signIn(await portal.addCustomer()) })],
])("changes nothing for %s", async (_, comeElsewhere) => {
  await leave(kitchen);
  const before = await listRows();
  expect(await comeElsewhere()).toMatchObject(none);
  expect(await listRows()).toEqual(before);
});

it("leaves launches of other browsers and accounts open", async () => {
  const other = await portal.addCustomer();
  await leave(kitchen);
  const open = [await leave(kitchen, { browser: two }), await leave(kitchen, { who: other })];
  await comeBack();
  const left = (await listRows()).filter(({ closedAt }) => !closedAt).map(({ id }) => id);
  expect(left.sort()).toEqual(open.sort());
});

it("leaves an expired launch unchanged", async () => {
  await leave(kitchen);
  await portal.owner.query("update launches set expires_at = now() - interval '1 second'");
  const before = await listRows();
  expect(await comeBack()).toMatchObject(none);
  expect(await listRows()).toEqual(before);
});

const oddQueries = [
  "?",
  "?launch=%",
  "?%00=%00",
  "?back=none&back=none",
  "?callbackUrl=https://evil.example",
  "?exitUri=//evil.example&state=%F0%28",
  `?${"a=1&".repeat(3000)}`,
  `?back=${"x".repeat(5000)}`,
];
it.each(oddQueries)("ignores the query %j when nothing is open", async (query) => {
  expect(await comeBack({ query })).toMatchObject(none);
});
it.each(oddQueries)("ignores the query %j when a launch is open", async (query) => {
  const id = await leave(kitchen);
  expect((await comeBack({ query })).to).toBe(`/devices/${kitchen}?back=${id}`);
});

it("returns the launches to exactly one of fifty concurrent requests", async () => {
  await leave(kitchen);
  const latest = await leave(office);
  await leave(null, { card: "all-devices", browser: two });
  const answers = await portal.atOnce("launches", 50, () => comeBack());
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(answers.filter(({ to }) => to === `/devices?back=${latest}`)).toHaveLength(1);
  expect(answers.filter(({ to }) => to === none.to)).toHaveLength(49);
  const spent = (await listRows()).filter(({ returnedAt }) => returnedAt);
  expect(spent).toHaveLength(2);
  expect(spent[0]?.returnedAt).toEqual(spent[1]?.returnedAt);
});

it.each([null, "unknown"])("requires sign-in and closes nothing, with the session %j", async (session) => {
  await leave(kitchen);
  const before = await listRows();
  expect(await comeBack({ session })).toMatchObject({ status: 303, to: "/sign-in?callbackUrl=%2Freturn" });
  expect(await listRows()).toEqual(before);
  expect((await comeBack()).to).toContain(kitchen);
});

it.each<Coming>([
  ...prefetchHeaders.map(([name, value]) => ({ headers: { [name]: value } })),
  { method: "HEAD" },
])("closes nothing for %j", async (init) => {
  await leave(kitchen);
  const before = await listRows();
  expect(await comeBack(init)).toMatchObject({ status: "method" in init ? 200 : 503, to: undefined });
  expect(await listRows()).toEqual(before);
});
