import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { launches } from "@/lib/db";
import {
  countQueries,
  createRequest,
  createTestStage,
  modelIds,
  prefetchHeaders,
  type TestStage,
} from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

/** Adds a customer with a coffee machine, a model enabled in the seven documented countries and ZA. */
async function addOwner(country: string | null) {
  const customer = await portal.addCustomer({ country });
  await portal.addDevice(customer, modelIds.coffee);
  return portal.signIn(customer);
}

function press(
  session: string | null,
  {
    card = "all-devices",
    query = "",
    ...init
  }: { card?: string; query?: string; method?: string; headers?: Record<string, string> } = {},
) {
  const cookies = { "larder.session": session, "larder.browser": "b".repeat(43) };
  const request = createRequest(`/devices/go/${card}${query}`, cookies, init);
  return GET(request, { params: Promise.resolve({ card }) });
}
const listRows = () => portal.db.select().from(launches);

const query = "vendorCode=V1&exitUri=http%3A%2F%2Flocalhost%3A3000%2Freturn";

it.each([
  ["DE", "https://drs-web-eu.amazon.co.uk", "EU"],
  ["US", "https://drs-web.amazon.com", "NA"],
  ["JP", "https://drs-web.amazon.co.jp", "FE"],
])("from %s leads to %s and to the app", async (country, host, region) => {
  const session = await addOwner(country);
  const website = await press(session);
  expect(website.status).toBe(303);
  expect(website.headers.get("location")).toBe(`${host}/drs/partner/page/dart_device_list?${query}`);
  const app = await press(session, { query: "?via=app" });
  expect(app.headers.get("location")).toBe(
    `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/dart_device_list?${query}`,
  );
  const recorded = await listRows();
  expect(recorded.map(({ channel }) => channel).sort()).toEqual(["app", "website"]);
  for (const row of recorded) {
    expect(row).toMatchObject({ deviceId: null, card: "all-devices", region, closedAt: null });
  }
});

it("has the same headers as a device's card and makes three database queries at most", async () => {
  const session = await addOwner("DE");
  const [first, second] = [await press(session), await countQueries(() => press(session))];
  expect(first.headers.get("cache-control")).toBe("private, no-store");
  expect(first.headers.get("referrer-policy")).toBe("no-referrer");
  expect(first.headers.get("set-cookie")).toMatch(/^larder\.browser=b{43}; .*HttpOnly; SameSite=lax$/);
  expect(second[1]).toBe(3);
  expect(await listRows()).toHaveLength(1);
});

/** Adds a customer with devices of two vendors, each enabled in DE and only one in JP. */
async function addOwnerOfTwo(country: string) {
  const customer = await portal.addCustomer({ country });
  await portal.owner.query(
    `insert into device_models (model_id, name, vendor_code, countries) values ('W-1', 'Washer', 'W&1', '{DE}')
     on conflict do nothing`,
  );
  await portal.addDevice(customer, modelIds.coffee);
  await portal.addDevice(customer, "W-1");
  return portal.signIn(customer);
}

it.each([
  ["V1", "V1"],
  ["W%261", "W%261"],
])("opens the card of one of several vendors: %s", async (vendor, code) => {
  const session = await addOwnerOfTwo("DE");
  for (const via of ["website", "app"]) {
    const response = await press(session, { query: `?via=${via}&vendor=${vendor}` });
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      expect.stringContaining(`dart_device_list?vendorCode=${code}&exitUri=`),
    ]);
  }
  const vendorCode = decodeURIComponent(code);
  expect(await listRows()).toMatchObject([{ vendorCode }, { vendorCode }]);
});

it("opens the only vendor's card with and without its code, as one launch", async () => {
  const session = await addOwnerOfTwo("JP");
  for (const only of ["", "?vendor=V1"]) {
    const response = await press(session, { query: only });
    expect(response.headers.get("location")).toContain(query);
  }
  expect(await listRows()).toMatchObject([{ vendorCode: "V1" }]);
});

it.each(["", "?vendor=", "?vendor=v1", "?vendor=X", "?vendor=%00", "?vendor=V1%20"])(
  "gives 404 if the query is %j and there are several vendors",
  async (odd) => {
    expect((await press(await addOwnerOfTwo("DE"), { query: odd })).status).toBe(404);
    expect((await press(await addOwnerOfTwo("JP"), { query: "?vendor=W%261" })).status).toBe(404);
    expect(await listRows()).toEqual([]);
  },
);

it("leads to the list, which asks for the country", async () => {
  const response = await press(await addOwner(null));
  expect([response.status, response.headers.get("location")]).toEqual([303, "http://localhost:3000/devices"]);
});

it("gives the same response for every reason to lead nowhere", async () => {
  const bodies = await Promise.all([
    press(await addOwner("DE"), { card: "supplies" }),
    press(await addOwner("DE"), { card: "toString" }),
    press(await addOwner("ZA")),
    press(await addOwner("MX")),
    press(await portal.signIn(await portal.addCustomer())),
    press(await portal.signIn(await portal.addStaff())),
  ]).then((responses) => Promise.all(responses.map(async (one) => `${one.status} ${await one.text()}`)));
  // Only the link for staff differs.
  const withoutLinks = bodies.map((body) => body.replace(/<a href="[^"]*">[^<]*<\/a>/, ""));
  expect(new Set(withoutLinks).size).toBe(1);
  expect(bodies[0]).toMatch(/^404 .*This page doesn’t exist/s);
  expect(await listRows()).toEqual([]);
});

it("requires sign-in", async () => {
  const response = await press(null, { query: "?via=app" });
  expect(response.headers.get("location")).toBe(
    `http://localhost:3000/sign-in?callbackUrl=${encodeURIComponent("/devices/go/all-devices?via=app")}`,
  );
});

it("opens nothing for a prefetch or HEAD", async () => {
  const session = await addOwner("DE");
  const ahead = prefetchHeaders.map(([name, value]) => press(session, { headers: { [name]: value } }));
  for (const response of await Promise.all(ahead)) {
    expect([response.status, response.headers.get("cache-control")]).toEqual([503, "private, no-store"]);
  }
  expect((await press(session, { method: "HEAD" })).headers.get("location")).toBeNull();
  expect(await listRows()).toEqual([]);
});
