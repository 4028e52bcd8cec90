import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { closeDatabase } from "@/lib/db";
import { createRequest, createTestStage, modelIds, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(() => vi.resetModules());

/** Follows a card with the given settings, which are read again as after a restart. */
async function follow(settings: Record<string, string>, card: string, query = "", country = "DE") {
  await closeDatabase();
  setSettings({ DATABASE_URL: portal.database.appUrl, ...settings });
  const { GET } = await import("@/app/devices/[deviceId]/go/[card]/route");
  const customer = await portal.addCustomer({ country });
  const deviceId = await portal.addDevice(customer, modelIds.coffee);
  const secure = settings.NEXTAUTH_URL?.startsWith("https:");
  const cookies = { [secure ? "__Host-larder.session" : "larder.session"]: await portal.signIn(customer) };
  return GET(createRequest(`/devices/${deviceId}/go/${card}${query}`, cookies), {
    params: Promise.resolve({ deviceId, card }),
  });
}

const exit = "exitUri=http%3A%2F%2Flocalhost%3A3000%2Freturn";
const query = `vendorCode=V1&modelId=CM-2&${exit}`;
const eu = "https://drs-web-eu.amazon.co.uk";
const alexa = "https://alexa.amazon.com/spa/index.html";
const example = { DASH_PATH_STYLE: "example" };
const selection = { DASH_SUPPLY_PAGE: "product_selection" };

it.each([
  [{}, "supplies", "", `${eu}/drs/partner/page/sensor_tracking_selection?${query}&settings=true`],
  [selection, "supplies", "", `${eu}/drs/partner/page/product_selection?${query}&settings=true`],
  [selection, "settings", "", `${eu}/drs/partner/page/settings?${query}&settings=true`],
  [example, "supplies", "", `${eu}/sensor_tracking_selection?${query}&settings=true`],
  [{ ...example, ...selection }, "supplies", "", `${eu}/product_selection?${query}&settings=true`],
  [example, "parts", "", `${eu}/installed_inventory?${query}&settings=true`],
  [example, "enroll", "", `${eu}/dart_landing?vendorCode=V1&modelId=CM-2&returnUrl=/dart_device_list`],
  [selection, "supplies", "?via=app", `${alexa}#v2/drs/partner/page/product_selection?${query}`],
  [{ ...example, ...selection }, "supplies", "?via=app", `${alexa}#v2/drs/page/product_selection?${query}`],
  [
    { DASH_ENDPOINT_EU: "http://127.0.0.1:4101/eu/" },
    "history",
    "",
    `http://127.0.0.1:4101/eu/drs/partner/page/inventory_history?${query}&settings=true`,
  ],
  [
    { DASH_ENDPOINT_APP: "http://127.0.0.1:4104/spa/index.html" },
    "history",
    "?via=app",
    `http://127.0.0.1:4104/spa/index.html#v2/drs/partner/page/inventory_history?${query}`,
  ],
  [
    { DASH_VENDOR_CODE: "A&B=ü" },
    "history",
    "",
    `${eu}/drs/partner/page/inventory_history?${query.replace("V1", "A%26B%3D%C3%BC")}&settings=true`,
  ],
] as const)("with %j, %s%s leads to %s", async (settings, card, search, url) => {
  const response = await follow(settings, card, search);
  expect([response.status, response.headers.get("location")]).toEqual([303, url]);
});

it.each([
  ["ZA", "ZA=EU", eu],
  ["ZA", "ZA=NA,AE=EU", "https://drs-web.amazon.com"],
  ["DE", "DE=FE", "https://drs-web.amazon.co.jp"],
])("from %s with DASH_COUNTRY_REGIONS=%s leads to %s", async (country, regions, host) => {
  const response = await follow({ DASH_COUNTRY_REGIONS: regions }, "history", "", country);
  expect(response.headers.get("location")).toContain(`${host}/`);
});

it("returns to https and restricts the browser cookie to this host on https", async () => {
  const response = await follow(
    { NEXTAUTH_URL: "https://devices.example.com", TRUSTED_PROXIES: "1" },
    "history",
  );
  expect(response.headers.get("location")).toContain("exitUri=https%3A%2F%2Fdevices.example.com%2Freturn&");
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Host-larder\.browser=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=lax; Secure$/,
    ),
  ]);
});

it("keeps a launch open for LAUNCH_HOURS", async () => {
  await follow({ LAUNCH_HOURS: "0.5" }, "history");
  const { rows } = await portal.owner.query(
    "select extract(epoch from expires_at - opened_at)::int as seconds from launches order by opened_at desc limit 1",
  );
  expect(rows).toEqual([{ seconds: 1800 }]);
});

it("opens nothing without signing in if OPEN_WITHOUT_SIGN_IN is false", async () => {
  await closeDatabase();
  setSettings({ DATABASE_URL: portal.database.appUrl, OPEN_WITHOUT_SIGN_IN: "false" });
  const [open, go] = [await import("@/app/open/[card]/route"), await import("@/app/open/[card]/go/route")];
  const [path, params] = ["/open/history?model=CM-2&country=DE&x=y", Promise.resolve({ card: "history" })];
  const opened = await open.GET(createRequest(path), { params });
  expect(opened.headers.get("location")).toBe(
    `http://localhost:3000/sign-in?callbackUrl=${encodeURIComponent(path)}`,
  );
  const gone = await go.GET(createRequest("/open/history/go?model=CM-2&country=DE"), { params });
  expect(gone.headers.get("location")).toBe("http://localhost:3000/open/history?model=CM-2&country=DE");
  expect((await portal.owner.query("select from visits")).rowCount).toBe(0);
});
