import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import { hashToken } from "@/lib/auth";
import { launches, sessions, staffLaunches } from "@/lib/db";
import { openLaunch } from "@/lib/launches";
import { succeed } from "@/lib/result";
import { type Id, readId } from "@/lib/scope";
import { openForCustomer } from "@/lib/staff-launches";
import type { Customer, Staff } from "@/lib/viewer";
import { createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let sam: Staff;
let token: string;
let hana: Customer;
let omar: Customer;
let kitchen: Id;
let office: Id;

beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
  token = await portal.signIn(sam);
  hana = await portal.addCustomer();
  omar = await portal.addCustomer();
  kitchen = readId(await portal.addDevice(hana)) as Id;
  office = readId(await portal.addDevice(omar)) as Id;
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(staffLaunches);
  await portal.db.delete(launches);
});

const one = "1".repeat(43);
const two = "2".repeat(43);

/** Opens a launch. @returns its id */
async function leave(
  { id: customerId }: Customer,
  deviceId: Id | null,
  { card = "supplies", browser = one, viewer = sam } = {},
): Promise<string> {
  const browserHash = hashToken(browser);
  await openForCustomer(
    viewer,
    { customerId, deviceId, card, reason: succeed("Ticket"), browserHash },
    readLaunchSettings(),
  );
  const { rows: found } = await portal.owner.query<{ id: string }>(
    "select id from staff_launches order by opened_at desc limit 1",
  );
  return found[0]?.id ?? "none";
}
const leaveAsCustomer = async (who: Customer, deviceId: Id) =>
  openLaunch(
    await portal.openSession(who),
    { deviceId, card: "supplies", channel: "website", browserHash: hashToken(one) },
    readLaunchSettings(),
  );

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
  return { status: response.status, response, to: location?.replace("http://localhost:3000", "") };
}
const listRows = () => portal.db.select().from(staffLaunches).orderBy(staffLaunches.id);
const listReturns = async () =>
  (await portal.owner.query("select * from audit_events where event = 'launch.returned' order by id")).rows;
const none = { status: 303, to: "/support?back=none" };

it.each(["support", "admin"] as const)("leads %s back to the one customer", async (role) => {
  const viewer = await portal.addStaff(role);
  await leave(hana, kitchen, { viewer });
  const latest = await leave(hana, null, { card: "all-devices", viewer });
  const { status, to, response } = await comeBack({ session: await portal.signIn(viewer) });
  expect({ status, to }).toEqual({ status: 303, to: `/support/customers/${hana.id}?back=${latest}` });
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  for (const row of await listRows()) {
    expect(row.closedAt).toEqual(row.returnedAt);
    expect(row.returnedAt).not.toBeNull();
  }
});

it("leads to the search after several customers, and records each", async () => {
  const before = (await listReturns()).length;
  const first = await leave(hana, kitchen);
  const latest = await leave(omar, office, { card: "settings" });
  expect((await comeBack()).to).toBe(`/support?back=${latest}`);
  const about = { event: "launch.returned", actor_id: sam.id, role: "support" };
  expect((await listReturns()).slice(before)).toMatchObject([
    {
      ...{ ...about, customer_ids: [omar.id] },
      details: { launchId: latest, deviceId: office, card: "settings" },
    },
    {
      ...{ ...about, customer_ids: [hana.id] },
      details: { launchId: first, deviceId: kitchen, card: "supplies" },
    },
  ]);
});

it("closes and records a launch once", async () => {
  await leave(hana, kitchen);
  await comeBack();
  const [before, recorded] = [await listRows(), await listReturns()];
  expect(await comeBack()).toMatchObject(none);
  expect(await listRows()).toEqual(before);
  expect(await listReturns()).toEqual(recorded);
});

it("finds nothing if nothing was opened", async () => expect(await comeBack()).toMatchObject(none));

it.each<[string, () => Promise<Coming>]>([
  ["another browser", async () => ({ browser: two })],
  ["a browser without a cookie", async () => ({ browser: null })],
  ["a browser whose cookie is the hash", async () => ({ browser: hashToken(one).toString("hex") })],
  ["another member of staff", async () => ({ session: await portal.signIn(await portal.addStaff("admin")) })],
])("changes nothing for %s", async (_, coming) => {
  await leave(hana, kitchen);
  const [before, recorded] = [await listRows(), await listReturns()];
  expect(await comeBack(await coming())).toMatchObject(none);
  expect(await listRows()).toEqual(before);
  expect(await listReturns()).toEqual(recorded);
});

it("leaves an expired launch unchanged", async () => {
  await leave(hana, kitchen);
  await portal.owner.query("update staff_launches set expires_at = now() - interval '1 second'");
  const before = await listRows();
  expect(await comeBack()).toMatchObject(none);
  expect(await listRows()).toEqual(before);
});

it.each(["?back=none&back=none", "?%00=%00", "?exitUri=//evil.example", `?${"a=1&".repeat(3000)}`])(
  "ignores the query %j",
  async (query) => {
    expect(await comeBack({ query })).toMatchObject(none);
    const id = await leave(hana, kitchen);
    expect((await comeBack({ query })).to).toBe(`/support/customers/${hana.id}?back=${id}`);
  },
);

it("returns the launches to exactly one of fifty concurrent requests", async () => {
  const before = (await listReturns()).length;
  await leave(hana, kitchen);
  const latest = await leave(omar, office);
  await leave(hana, null, { card: "all-devices", browser: two });
  const answers = await portal.atOnce("staff_launches", 50, () => comeBack());
  expect(answers.filter(({ to }) => to === `/support?back=${latest}`)).toHaveLength(1);
  expect(answers.filter(({ to }) => to === none.to)).toHaveLength(49);
  expect((await listReturns()).length).toBe(before + 2);
  const spent = (await listRows()).filter(({ returnedAt }) => returnedAt);
  expect(spent).toHaveLength(2);
  expect(spent[0]?.returnedAt).toEqual(spent[1]?.returnedAt);
});

it("keeps a customer and a staff member in one browser apart, in either order", async () => {
  const customerToken = await portal.signIn(hana);
  await leaveAsCustomer(hana, kitchen);
  const id = await leave(hana, kitchen);
  const readCustomerSide = async () => [
    await portal.db.select().from(launches),
    await portal.owner.query("select * from sessions where customer_id is not null").then((it) => it.rows),
  ];
  const before = await readCustomerSide();
  expect((await comeBack()).to).toBe(`/support/customers/${hana.id}?back=${id}`);
  expect(await readCustomerSide()).toEqual(before);

  await leave(hana, kitchen);
  const [staffSide, recorded] = [await listRows(), await listReturns()];
  expect((await comeBack({ session: customerToken })).to).toMatch(`/devices/${kitchen}?back=`);
  expect(await listRows()).toEqual(staffSide);
  expect(await listReturns()).toEqual(recorded);
  expect(await portal.db.$count(sessions)).toBeGreaterThan(1);
});

it("closes nothing if that can't be recorded, and says why", async () => {
  await leave(hana, kitchen);
  const latest = await leave(omar, office);
  const [before, recorded] = [await listRows(), await listReturns()];
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    const { status, response, to } = await comeBack();
    expect({ status, to }).toEqual({ status: 503, to: undefined });
    expect(await response.text()).toContain("We couldn’t record this");
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
    printed.mockRestore();
  }
  expect(await listRows()).toEqual(before);
  expect(await listReturns()).toEqual(recorded);
  expect((await comeBack()).to).toBe(`/support?back=${latest}`);
});

it("requires sign-in and closes nothing", async () => {
  await leave(hana, kitchen);
  const before = await listRows();
  expect(await comeBack({ session: null })).toMatchObject({ to: "/sign-in?callbackUrl=%2Freturn" });
  expect(await listRows()).toEqual(before);
});

it.each<Coming>([
  ...prefetchHeaders.map(([name, value]) => ({ headers: { [name]: value } })),
  { method: "HEAD" },
])("closes nothing for %j", async (init) => {
  await leave(hana, kitchen);
  const before = await listRows();
  expect(await comeBack(init)).toMatchObject({ status: "method" in init ? 200 : 503, to: undefined });
  expect(await listRows()).toEqual(before);
});
