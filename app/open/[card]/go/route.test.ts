import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { customers, launches, rateLimits, visits } from "@/lib/db";
import { defaultLimits } from "@/lib/env";
import { peerHeader } from "@/lib/http";
import { createRequest, createTestStage, modelIds, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(visits);
  await portal.db.delete(rateLimits);
});

const one = "1".repeat(43);
const eu = "https://drs-web-eu.amazon.co.uk/drs/partner/page";
const exit = "exitUri=http%3A%2F%2Flocalhost%3A3000%2Freturn";
const coffee = `?model=${modelIds.coffee}&country=DE`;

type Going = {
  browser?: string | null;
  session?: string | null;
  address?: string;
  method?: string;
  headers?: Record<string, string>;
};
async function go(
  card: string,
  query: string,
  { browser = one, session = null, address = "192.0.2.1", headers, ...init }: Going = {},
) {
  const cookies = { "larder.browser": browser, "larder.session": session };
  const request = createRequest(`/open/${encodeURIComponent(card)}/go${query}`, cookies, {
    ...init,
    headers: { [peerHeader]: address, ...headers },
  });
  const response = await GET(request, { params: Promise.resolve({ card }) });
  const to = response.headers.get("location")?.replace("http://localhost:3000", "");
  return { status: response.status, to, headers: response.headers };
}
const listVisits = () => portal.db.select().from(visits).orderBy(visits.openedAt);

it("leads to Amazon, isn't cached, and records the visit without a person", async () => {
  const { status, to, headers } = await go("history", coffee);
  expect([status, to]).toEqual([
    303,
    `${eu}/inventory_history?vendorCode=V1&modelId=CM-2&${exit}&settings=true`,
  ]);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("set-cookie")).toMatch(/^larder\.browser=1{43}; .*HttpOnly; SameSite=lax/);
  const [visit, ...others] = await listVisits();
  expect(others).toEqual([]);
  const { id, openedAt, expiresAt, browserHash, ...kept } = visit ?? expect.unreachable();
  expect(kept).toEqual({
    ...{ modelId: "CM-2", vendorCode: "V1", card: "history", channel: "website", region: "EU" },
    ...{ closedAt: null, returnedAt: null },
  });
  // No launch of this browser has the same.
  expect(browserHash).toHaveLength(32);
  expect(browserHash).not.toEqual(hashToken(one));
  expect(expiresAt.getTime() - openedAt.getTime()).toBe(4 * 3600_000);
  expect(id).toBeTruthy();
  for (const table of [customers, launches]) expect(await portal.db.$count(table)).toBe(0);
});

it.each([
  [
    "supplies",
    "?model=RX-100&country=US",
    `https://drs-web.amazon.com/drs/partner/page/sensor_tracking_selection?vendorCode=V1&modelId=RX-100&${exit}&settings=true`,
  ],
  [
    "parts",
    "?model=CM-2&country=JP",
    `https://drs-web.amazon.co.jp/drs/partner/page/installed_inventory?vendorCode=V1&modelId=CM-2&${exit}&settings=true`,
  ],
  [
    "supplies",
    "?model=CM-2&country=DE&via=app",
    `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/sensor_tracking_selection?vendorCode=V1&modelId=CM-2&${exit}`,
  ],
  // What the request says of hosts, addresses and people counts for nothing.
  [
    "settings",
    "?model=CM-2&country=DE&vendorCode=X&exitUri=https://evil.example&region=NA&host=evil.example&serial=1",
    `${eu}/settings?vendorCode=V1&modelId=CM-2&${exit}&settings=true`,
  ],
  // The first value counts.
  [
    "settings",
    "?model=CM-2&model=RX-100&country=DE&country=US",
    `${eu}/settings?vendorCode=V1&modelId=CM-2&${exit}&settings=true`,
  ],
])("leads from %s%s to %s", async (card, query, url) => {
  expect((await go(card, query)).to).toBe(url);
  expect(await listVisits()).toHaveLength(1);
});

it("records a page without a way back as closed", async () => {
  expect((await go("enroll", coffee)).to).toContain("/dart_landing?");
  const [visit] = await listVisits();
  expect([visit?.closedAt, visit?.returnedAt]).toEqual([expect.any(Date), null]);
});

const long = "x".repeat(10_000);
it.each([
  ["an unknown card", "nothing", coffee, `/open/nothing?model=CM-2&country=DE`],
  ["a card with odd characters", '<"\u202e', coffee, `/open/%3C%22%E2%80%AE?model=CM-2&country=DE`],
  ["the card of an account", "all-devices", coffee, "/open/all-devices?model=CM-2&country=DE"],
  ["a card that the model lacks", "parts", "?model=RX-100&country=DE", "/open/parts?model=RX-100&country=DE"],
  ["no model", "supplies", "?country=DE", "/open/supplies?country=DE"],
  ["an empty model", "supplies", "?model=&country=DE", "/open/supplies?country=DE"],
  ["an unknown model", "supplies", "?model=RX-999&country=DE", "/open/supplies?model=RX-999&country=DE"],
  ["a model of NUL", "supplies", "?model=%00&country=DE", "/open/supplies?country=DE"],
  ["no country", "supplies", "?model=CM-2", "/open/supplies?model=CM-2"],
  ["an unknown country", "supplies", "?model=CM-2&country=XX", "/open/supplies?model=CM-2&country=XX"],
  ["a malformed country", "supplies", "?model=CM-2&country=de", "/open/supplies?model=CM-2&country=de"],
  [
    "an inherited name",
    "supplies",
    "?model=CM-2&country=toString",
    "/open/supplies?model=CM-2&country=toString",
  ],
  [
    "a country without a region",
    "supplies",
    "?model=CM-2&country=ZA",
    "/open/supplies?model=CM-2&country=ZA",
  ],
  ["a model not enabled there", "supplies", "?model=CM-2&country=MX", "/open/supplies?model=CM-2&country=MX"],
  [
    "bytes that are no text",
    "supplies",
    "?model=%ff&country=DE",
    "/open/supplies?model=%EF%BF%BD&country=DE",
  ],
  ["a serial number", "supplies", "?model=CM-2&serial=1%0d%0a", "/open/supplies?model=CM-2&serial=1%0D%0A"],
  [
    "ten kilobytes",
    "supplies",
    `?model=${long}&country=DE`,
    `/open/supplies?model=${"x".repeat(2000)}&country=DE`,
  ],
])("leads back to the link for %s, and keeps nothing", async (_what, card, query, path) => {
  const { status, to, headers } = await go(card, query);
  expect([status, to, headers.get("set-cookie")]).toEqual([303, path, null]);
  expect(await listVisits()).toEqual([]);
  expect(await portal.db.$count(rateLimits)).toBe(0);
});

it.each([...prefetchHeaders.map(([name, value]) => ({ headers: { [name]: value } })), { method: "HEAD" }])(
  "opens nothing for %j",
  async (init) => {
    const { status, to } = await go("supplies", coffee, init);
    expect([status, to]).toEqual(["method" in init ? 200 : 503, undefined]);
    expect(await listVisits()).toEqual([]);
  },
);

it("reuses an open visit, and begins another once it has expired", async () => {
  await go("supplies", coffee);
  await go("supplies", coffee);
  expect(await listVisits()).toHaveLength(1);
  await portal.owner.query("update visits set expires_at = now() - interval '1 second'");
  await go("supplies", coffee);
  const [expired, open, ...others] = await listVisits();
  expect([expired?.closedAt, open?.closedAt, others]).toEqual([expired?.expiresAt, null, []]);
});

it.each([
  ["another browser", ["supplies", coffee, { browser: "2".repeat(43) }]],
  ["another card", ["history", coffee]],
  ["another model", ["supplies", "?model=RX-100&country=DE"]],
  ["the app", ["supplies", `${coffee}&via=app`]],
] as [string, Parameters<typeof go>][])("keeps a visit of its own for %s", async (_what, other) => {
  await go("supplies", coffee);
  await go(...other);
  expect(await listVisits()).toHaveLength(2);
});

it("makes one visit of fifty presses at once", async () => {
  const answers = await portal.atOnce("visits", 50, () => go("supplies", coffee));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(await listVisits()).toHaveLength(1);
});

it("opens for somebody who is signed in as for anybody, and names nobody", async () => {
  const customer = await portal.addCustomer();
  const { to } = await go("supplies", coffee, { session: await portal.signIn(customer) });
  expect(to).toContain(`${eu}/`);
  expect(JSON.stringify(await listVisits())).not.toContain(customer.id);
  expect(await portal.db.$count(launches)).toBe(0);
});

it("still opens beyond a network's limit, but records no more; other networks are not affected", async () => {
  const [most] = defaultLimits["visit-network"];
  const leave = (address: string) => go("supplies", coffee, { browser: null, address });
  for (let count = 0; count < most; count++) await leave("192.0.2.1");
  expect(await portal.db.$count(visits)).toBe(most);
  const { status, to } = await leave("192.0.2.1");
  expect([status, to?.startsWith(`${eu}/`)]).toEqual([303, true]);
  expect(await portal.db.$count(visits)).toBe(most);
  await leave("192.0.2.2");
  expect(await portal.db.$count(visits)).toBe(most + 1);
});

it("counts the networks of an IPv6 site together", async () => {
  const [most] = defaultLimits["visit-site"];
  for (let count = 0; count <= most; count++)
    await go("supplies", coffee, { browser: null, address: `2001:db8:1:${count.toString(16)}::1` });
  expect(await portal.db.$count(visits)).toBe(most);
});
