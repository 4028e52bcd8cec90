import { type BrowserContext, expect, type Page, test } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { addCustomer, countSessions, type TestCustomer } from "./support/database";
import { type IdentityProvider, makePerson } from "./support/identity-provider";
import { type Production, startProduction } from "./support/production";
import { type RawAnswer, sendRawRequest } from "./support/raw-request";
import { query } from "./support/records";
import { listArrivedLinks } from "./support/sandbox";
import type { TlsProxy } from "./support/tls-proxy";

// The portal as in production: https under its own host name, and real Amazon URLs in the address bar.
const host = "devices.hearthby.example";
const home = `https://${host}`;
const exitUri = encodeURIComponent(`${home}/return`);

const customers: Record<string, TestCustomer> = {};
let production: Production;
let proxy: TlsProxy;
let identity: IdentityProvider;
let portal: Portal;
let browser: BrowserContext;

test.beforeAll(async ({ launchOptions }) => {
  customers.eu = await addCustomer("Petra Production", "DE", ["HB-INKWELL-4"]);
  customers.na = await addCustomer("Paul Production", "US", ["HB-BREW-2"]);
  customers.fe = await addCustomer("Pia Production", "JP", ["HB-BREEZE-3"]);
  const people = Object.values(customers).map(({ subject, name }) => makePerson(subject, name));
  production = await startProduction(home, people, launchOptions, { env: { HSTS_SUBDOMAINS: "true" } });
  ({ browser, portal, identity, proxy } = production);
});

test.afterAll(() => production?.stop());

test.beforeEach(async () => {
  await browser.clearCookies();
  proxy.added = {};
});

async function signIn(page: Page, customer: TestCustomer): Promise<void> {
  await page.goto(home);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: customer.name }).click();
  await expect(page).toHaveURL(`${home}/devices`);
}

/** Opens a card, signs in at the Dash page if asked, and expects exactly this URL. */
async function openCard(page: Page, name: RegExp, url: string, heading: string): Promise<void> {
  await page.getByRole("link", { name }).click();
  await expect(page).toHaveURL(url);
  expect(page.url(), "the exact URL").toBe(url);
  const signInButton = page.getByRole("button", { name: "Sign in" });
  await expect(signInButton.or(page.getByRole("heading", { level: 1, name: heading }))).toBeVisible();
  if (await signInButton.isVisible()) await signInButton.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  expect(page.url()).toBe(url);
  expect((await listArrivedLinks())[0]).toMatchObject({ url, verdict: "ok", problems: [], referer: null });
}

async function exit(page: Page, back: RegExp): Promise<void> {
  await page.getByRole("link", { name: "Exit" }).click();
  await expect(page).toHaveURL(back);
  await expect(page.getByRole("main").getByText("You’re back from Amazon.")).toBeVisible();
}

const regions = [
  { region: "eu", site: "https://drs-web-eu.amazon.co.uk", model: "HB-INKWELL-4" },
  { region: "na", site: "https://drs-web.amazon.com", model: "HB-BREW-2" },
  { region: "fe", site: "https://drs-web.amazon.co.jp", model: "HB-BREEZE-3" },
];

for (const { region, site, model } of regions) {
  test(`a customer follows the cards to ${site} and returns by Exit`, async () => {
    const page = await browser.newPage();
    const customer = customers[region] as TestCustomer;
    const device = customer.devices[0];
    const names = `vendorCode=HEARTHBY&modelId=${model}`;
    await signIn(page, customer);
    await page.getByRole("link", { name: `${customer.name}, device 1` }).click();
    await expect(page).toHaveURL(`${home}/devices/${device}`);

    const answers: [number, string | undefined][] = [];
    page.on("response", (response) => {
      if (response.url().includes("/go/")) answers.push([response.status(), response.headers().location]);
    });
    const supplies = `${site}/drs/partner/page/sensor_tracking_selection?${names}&exitUri=${exitUri}&settings=true`;
    await openCard(page, /^Supply tracking/, supplies, "Supply tracking");
    expect(answers).toEqual([[303, supplies]]);
    await exit(page, new RegExp(`^${home}/devices/${device}\\?back=[0-9a-f-]{36}$`));
    await page.close();
  });
}

test("every page type opens at its production URL", async () => {
  const page = await browser.newPage();
  const customer = customers.na as TestCustomer;
  const site = "https://drs-web.amazon.com/drs/partner/page";
  const names = "vendorCode=HEARTHBY&modelId=HB-BREW-2";
  const deviceUrl = `${home}/devices/${customer.devices[0]}`;
  await signIn(page, customer);
  const withExit: [RegExp, string, string][] = [
    [/^Inventory Tell/, "inventory_management", "Household inventory"],
    [/^Inventory history/, "inventory_history", "Inventory history"],
    [/^Installed parts/, "installed_inventory", "Installed parts"],
    [/^Device settings/, "settings", "Device settings"],
  ];
  for (const [card, pageType, heading] of withExit) {
    await page.goto(deviceUrl);
    const url = `${site}/${pageType}?${names}&exitUri=${exitUri}&settings=true`;
    await openCard(page, card, url, heading);
    await exit(page, new RegExp(`^${deviceUrl}\\?back=[0-9a-f-]{36}$`));
  }

  await page.goto(`${home}/devices`);
  const list = `${site}/dart_device_list?vendorCode=HEARTHBY&exitUri=${exitUri}`;
  await openCard(page, /^Your devices at Amazon/, list, "Your devices");
  await exit(page, new RegExp(`^${home}/devices\\?back=[0-9a-f-]{36}$`));
  await page.close();
});

test("the landing page has no Exit", async () => {
  const page = await browser.newPage();
  const customer = customers.fe as TestCustomer;
  await signIn(page, customer);
  await page.goto(`${home}/devices/${customer.devices[0]}`);
  const url =
    "https://drs-web.amazon.co.jp/drs/partner/page/dart_landing" +
    "?vendorCode=HEARTHBY&modelId=HB-BREEZE-3&returnUrl=/dart_device_list";
  await page.getByRole("link", { name: /^New to smart reorders/ }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(url);
  await expect(page.getByRole("link", { name: "Exit" })).toHaveCount(0);
  expect((await listArrivedLinks())[0]).toMatchObject({ url, verdict: "ok", referer: null });
  await page.close();
});

test("a card opens in the Alexa app at its production URL", async () => {
  const page = await browser.newPage();
  const customer = customers.eu as TestCustomer;
  await signIn(page, customer);
  await page.goto(`${home}/devices/${customer.devices[0]}?via=app`);
  const url =
    "https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/sensor_tracking_selection" +
    `?vendorCode=HEARTHBY&modelId=HB-INKWELL-4&exitUri=${exitUri}`;
  await openCard(page, /^Supply tracking/, url, "Supply tracking");
  await exit(page, new RegExp(`^${home}/devices/${customer.devices[0]}\\?back=`));
  await page.close();
});

test("cookies and transport security are as strict as https allows", async () => {
  const page = await browser.newPage();
  const customer = customers.eu as TestCustomer;
  await signIn(page, customer);
  await page.goto(`${home}/devices/${customer.devices[0]}`);
  await page.getByRole("link", { name: /^Supply tracking/ }).click();
  await expect(page).toHaveURL(/^https:\/\/drs-web-eu/);

  const cookies = await browser.cookies(home);
  expect(cookies.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["__Host-larder.session", "__Host-larder.browser"]),
  );
  for (const cookie of cookies) {
    expect.soft(cookie, cookie.name).toMatchObject({ secure: true, httpOnly: true, sameSite: "Lax" });
    expect.soft(cookie.name, "no cookie that plain http could plant").toMatch(/^__(Host|Secure)-/);
    expect.soft(cookie.domain, "for this host alone").toBe(host);
  }
  await page.close();
});

const plain: Record<string, string> = {};
const answers: [
  what: string,
  path: string,
  status: number,
  method: string,
  headers: Record<string, string>,
][] = [
  ["a page", "/", 200, "GET", plain],
  ["a page’s redirect", "/devices", 307, "GET", plain],
  ["a handler’s redirect", "/devices/go/all-devices", 303, "GET", plain],
  ["a handler’s file", "/theme.css", 200, "GET", plain],
  ["a slash too many", "/devices/", 308, "GET", plain],
  ["two slashes", "//devices", 308, "GET", plain],
  ["no such page", "/nothing", 404, "GET", plain],
  ["no such file", "/_next/static/nothing.js", 404, "GET", plain],
  ["a range beyond a file", "/devices.svg", 200, "GET", { range: "bytes=999999999-" }],
  ["a malformed escape", "/%zz", 400, "GET", plain],
  ["a malformed escape in a file’s name", "/_next/static/%zz", 400, "GET", plain],
  ["a method that a handler does not have", "/sign-out", 405, "GET", plain],
  ["a method that no page has", "/devices", 405, "POST", plain],
  ["a prefetch", "/devices/go/all-devices", 503, "GET", { purpose: "prefetch" }],
  ["a form of another site", "/sign-out", 403, "POST", { origin: "https://evil.example" }],
];

for (const [what, path, status, method, headers] of answers) {
  test(`${what} has the base headers`, async () => {
    const answer = await sendRawRequest(portal.url, path, { method, headers: { host, ...headers } });
    expect(answer.status).toBe(status);
    expectBaseHeaders(answer);
  });
}

test("a file that did not change has the base headers", async () => {
  const { headers } = await sendRawRequest(portal.url, "/devices.svg");
  const answer = await sendRawRequest(portal.url, "/devices.svg", {
    headers: { host, "if-none-match": headers.etag ?? "" },
  });
  expect(answer.status).toBe(304);
  expectBaseHeaders(answer);
});

function expectBaseHeaders({ headers }: RawAnswer): void {
  expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
}

test("behind a proxy that hides the referrer, people sign in and send forms", async () => {
  proxy.added = { "referrer-policy": "no-referrer" };
  const page = await browser.newPage();
  const origins: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().startsWith(home)) origins.push(request.headers().origin);
  });
  const customer = customers.eu as TestCustomer;
  await signIn(page, customer);
  await page.goto(`${home}/devices/${customer.devices[0]}`);
  await page.getByText("Name and removal").click();
  await page.getByLabel("Name", { exact: true }).fill(`${customer.name}, device 1 in the attic`);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/ in the attic$/);
  expect(origins).toEqual(["null", "null"]);
  await page.close();
});

test("Back shows nothing of a session that ended", async () => {
  const page = await browser.newPage();
  // Playwright does not see into a page that comes back from memory, so the page notes what there is to be seen.
  await page.addInitScript(() => {
    let isRestored = false;
    addEventListener("pageshow", ({ persisted }) => {
      isRestored = persisted;
    });
    addEventListener("pagehide", () => {
      const isVisible = document.querySelector("h1")?.checkVisibility();
      if (isRestored) sessionStorage.setItem("restored", isVisible ? "visible" : "hidden");
    });
    const listen = window.addEventListener;
    window.addEventListener = (...given: Parameters<typeof listen>) => {
      listen.apply(window, given);
      const [type, listener] = given;
      if (type === "pageshow" && String(listener).includes("reload"))
        document.documentElement.dataset.reloads = "on return";
    };
  });
  const customer = customers.eu as TestCustomer;
  await signIn(page, customer);
  await page.getByRole("link", { name: /, device 1/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /, device 1/ })).toBeVisible();
  // The browser keeps only whole pages in memory, and only the page's scripts load it anew.
  await page.waitForLoadState();
  await expect(page.locator("html")).toHaveAttribute("data-reloads", "on return");
  await page.getByRole("link", { name: "Cookies" }).click();
  await expect(page).toHaveURL(`${home}/cookies`);
  // As on another device of theirs, or at the identity provider.
  await query("delete from sessions where customer_id = $1", [customer.id]);
  // Not goBack(), which waits for a navigation.
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL(new RegExp(`^${home}/sign-in`));
  const restored = () => page.evaluate(() => sessionStorage.getItem("restored"));
  await expect.poll(restored, "the page in memory, until the new one was there").toBe("hidden");
  await page.close();
});

test("signing out also ends the session at the identity provider", async () => {
  const page = await browser.newPage();
  const customer = customers.eu as TestCustomer;
  await signIn(page, customer);
  const session = (await browser.cookies(home)).find(({ name }) => name === "__Host-larder.session");
  const token = session?.value ?? "";
  expect(await countSessions(token)).toBe(1);

  await page.getByRole("button", { name: "Sign out" }).click();
  // The provider asks whether to end its own session too.
  await expect(page).toHaveURL(new RegExp(`^${identity.issuer}/`));
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${home}/`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await countSessions(token)).toBe(0);
  const left = (await browser.cookies(home)).map(({ name }) => name);
  expect(left).not.toContain("__Host-larder.session");

  await page.goto(`${home}/devices`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`^${identity.issuer}/interaction/`));
  await expect(page.getByRole("button", { name: customer.name })).toBeVisible();
  await page.close();
});

test("the database has only hashes of tokens", async () => {
  const page = await browser.newPage();
  await signIn(page, customers.eu as TestCustomer);
  const [session] = (await browser.cookies(home)).filter(({ name }) => name.includes("larder.session"));
  const rows = await query<{ row: string }>("select to_jsonb(sessions)::text as row from sessions");
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) expect(row).not.toContain(session?.value);
  await page.close();
});
