import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
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
let viewer: Customer;
let token: string;
let printer: string;
let coffee: string;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer({ country: "DE" });
  token = await portal.signIn(viewer);
  printer = await portal.addDevice(viewer, modelIds.printer);
  coffee = await portal.addDevice(viewer, modelIds.coffee);
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(launches));

type Press = {
  query?: string;
  session?: string | null;
  browser?: string | null;
  headers?: Record<string, string>;
};

const browserToken = "b".repeat(43);

function press(
  deviceId: string,
  card: string,
  { query = "", session = token, browser = browserToken, ...init }: Press & { method?: string } = {},
) {
  const cookies = { "larder.session": session, "larder.browser": browser };
  return GET(createRequest(`/devices/${deviceId}/go/${card}${query}`, cookies, init), {
    params: Promise.resolve({ deviceId, card }),
  });
}
const listRows = () => portal.db.select().from(launches);

const hosts = {
  DE: "https://drs-web-eu.amazon.co.uk",
  US: "https://drs-web.amazon.com",
  JP: "https://drs-web.amazon.co.jp",
};
const exit = "exitUri=http%3A%2F%2Flocalhost%3A3000%2Freturn";
const pages = {
  supplies: "sensor_tracking_selection",
  inventory: "inventory_management",
  history: "inventory_history",
  parts: "installed_inventory",
  settings: "settings",
};

describe.each(Object.entries(hosts))("from %s", (country, host) => {
  let session: string;
  let device: string;
  beforeAll(async () => {
    const customer = await portal.addCustomer({ country });
    session = await portal.signIn(customer);
    device = await portal.addDevice(customer, modelIds.coffee);
  });

  it.each(Object.entries(pages))("%s leads to the region's website and to the app", async (card, page) => {
    const query = `vendorCode=V1&modelId=CM-2&${exit}`;
    const website = await press(device, card, { session });
    expect(website.status).toBe(303);
    expect(website.headers.get("location")).toBe(`${host}/drs/partner/page/${page}?${query}&settings=true`);
    const app = await press(device, card, { session, query: "?via=app" });
    expect(app.headers.get("location")).toBe(
      `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/${page}?${query}`,
    );
  });

  it("enroll leads to the landing page, without an exitUri, and is recorded as closed", async () => {
    const query = "vendorCode=V1&modelId=CM-2&returnUrl=/dart_device_list";
    const website = await press(device, "enroll", { session });
    expect(website.headers.get("location")).toBe(`${host}/drs/partner/page/dart_landing?${query}`);
    const app = await press(device, "enroll", { session, query: "?via=app" });
    expect(app.headers.get("location")).toBe(
      `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/dart_landing?${query}`,
    );
    const recorded = await listRows();
    expect(recorded.map(({ card, closedAt }) => [card, closedAt === null])).toEqual([
      ["enroll", false],
      ["enroll", false],
    ]);
  });
});

it("encodes a model id in the URL exactly as in the contract", async () => {
  const modelId = "O'Neil/1+2&ü";
  await portal.owner.query("insert into device_models (model_id, name) values ($1, 'Odd')", [modelId]);
  const response = await press(await portal.addDevice(viewer, modelId), "settings");
  expect(response.headers.get("location")).toBe(
    `${hosts.DE}/drs/partner/page/settings?vendorCode=V1&modelId=O'Neil%2F1%2B2%26%C3%BC&${exit}&settings=true`,
  );
});

it("isn't cached and sends Amazon no referrer", async () => {
  const { headers } = await press(printer, "supplies");
  expect(headers.get("cache-control")).toMatch(/no-store/);
  expect(headers.get("cache-control")).toMatch(/private/);
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

it("sets the browser's cookie and records its hash", async () => {
  const response = await press(printer, "supplies", { browser: null });
  const [, given] =
    /^larder\.browser=([\w-]{43}); Path=\/; Max-Age=\d+; HttpOnly; SameSite=lax$/.exec(
      response.headers.get("set-cookie") ?? "",
    ) ?? [];
  expect(given).toBeDefined();
  expect(await listRows()).toMatchObject([
    {
      customerId: viewer.id,
      deviceId: printer,
      card: "supplies",
      channel: "website",
      region: "EU",
      browserHash: hashToken(given ?? ""),
      closedAt: null,
    },
  ]);
  const again = await press(printer, "supplies", { browser: given });
  expect(again.headers.get("set-cookie")).toContain(`larder.browser=${given};`);
  expect(await listRows()).toHaveLength(1);
});

it.each(["x%0d%0aset-cookie: a=b", "x%3B Domain=example.com", "x".repeat(4000), "%", "%00", "%C3%BC", '"'])(
  "replaces the invalid cookie %j",
  async (browser) => {
    const response = await press(printer, "supplies", { browser });
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^larder\.browser=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=lax$/),
    ]);
  },
);

it("makes one database query", async () => {
  await press(printer, "supplies");
  const [response, queries] = await countQueries(() => press(printer, "supplies"));
  expect(response.status).toBe(303);
  expect(queries).toBe(1);
});

it("records one launch for many concurrent requests", async () => {
  const responses = await portal.atOnce("launches", 30, () => press(printer, "supplies"));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([303]));
  expect(await listRows()).toHaveLength(1);
});

it.each(prefetchHeaders)("opens nothing for %s: %s", async (name, value) => {
  const response = await press(printer, "supplies", { headers: { [name]: value } });
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(await listRows()).toEqual([]);
});

it("opens nothing for HEAD, with an empty response", async () => {
  for (const deviceId of [printer, "1"]) {
    const response = await press(deviceId, "supplies", { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("location") ?? response.headers.get("set-cookie")).toBeNull();
  }
  expect(await listRows()).toEqual([]);
});

describe("gives the same response to", () => {
  let expected: string;
  beforeAll(async () => {
    expected = await (await press(crypto.randomUUID(), "supplies")).text();
    expect(expected).toContain("This page doesn’t exist");
  });
  const expectNowhere = async (response: Response) => {
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await response.text()).toBe(expected);
    expect(await listRows()).toEqual([]);
  };

  it.each(["all-devices", "toString", "__proto__", "Supplies", "", "dart_landing", "\u0000"])(
    "card %j",
    async (card) => expectNowhere(await press(printer, card)),
  );
  it.each([
    "1",
    "",
    "\u0000",
    "'; drop table launches --",
    "%",
    "x".repeat(5000),
    "00000000-0000-0000-0000-000000000000",
  ])("device %j", async (id) => expectNowhere(await press(id, "supplies")));
  it("another customer's device", async () => {
    const other = await portal.addCustomer();
    await expectNowhere(await press(await portal.addDevice(other), "supplies"));
  });
  it("installed parts of a device without a usage sensor", async () =>
    expectNowhere(await press(printer, "parts")));
  it.each(["ZA", "AQ", "MX"])(
    "a customer from %s: no region, or the model is not offered there",
    async (country) => {
      const customer = await portal.addCustomer({ country });
      const session = await portal.signIn(customer);
      for (const modelId of Object.values(modelIds)) {
        await expectNowhere(await press(await portal.addDevice(customer, modelId), "supplies", { session }));
      }
    },
  );
  it("staff, except for the link to their desk", async () => {
    const session = await portal.signIn(await portal.addStaff("admin"));
    const response = await press(printer, "supplies", { session });
    expect(response.status).toBe(404);
    const link = /<a href="[^"]*">[^<]*<\/a>/;
    expect((await response.text()).replace(link, "")).toBe(expected.replace(link, ""));
    expect(await listRows()).toEqual([]);
  });
});

it("leads customers without a country to the question, but not for a stranger's device", async () => {
  const customer = await portal.addCustomer({ country: null });
  const session = await portal.signIn(customer);
  const device = await portal.addDevice(customer);
  const response = await press(device, "supplies", { session });
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `http://localhost:3000/devices/${device}`,
  ]);
  expect((await press(printer, "supplies", { session })).status).toBe(404);
  expect(await listRows()).toEqual([]);
});

it.each([null, "unknown", "%"])("requires sign-in, with the session %j", async (session) => {
  const response = await press(printer, "supplies", { session, query: "?via=app&x=%20" });
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `http://localhost:3000/sign-in?callbackUrl=${encodeURIComponent(`/devices/${printer}/go/supplies?via=app&x=%20`)}`,
  ]);
  expect(await listRows()).toEqual([]);
});

it.each([
  ["?via=app&via=website", "app"],
  ["?via=website&via=app", "website"],
  ["?via=APP", "website"],
  ["?via", "website"],
  ["?via=%", "website"],
  ["?via=%00&via[]=app&__proto__=1&constructor=x", "website"],
  ["?region=NA&exitUri=https://evil.example&vendorCode=X&host=evil.example", "website"],
  [`?${"a=1&".repeat(2000)}`, "website"],
])("reads only the channel from %j", async (query, channel) => {
  const response = await press(coffee, "supplies", { query });
  expect(response.status).toBe(303);
  const host = channel === "app" ? "https://alexa.amazon.com/" : `${hosts.DE}/`;
  expect(response.headers.get("location")?.startsWith(host)).toBe(true);
  expect(response.headers.get("location")).toContain(exit);
  expect(await listRows()).toMatchObject([{ channel, region: "EU" }]);
});
