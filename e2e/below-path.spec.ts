import { type BrowserContext, expect, type Page, test } from "playwright/test";
import { ensureBuild } from "../launcher/build";
import { buildBelowPath } from "../launcher/paths";
import { expectAccessible } from "./support/accessible";
import { addKey } from "./support/api";
import { addCustomer, type TestCustomer } from "./support/database";
import { makePerson } from "./support/identity-provider";
import { type Production, startProduction } from "./support/production";
import { sendRawRequest } from "./support/raw-request";
import { listArrivedLinks } from "./support/sandbox";
import { getCard } from "./support/steps";

// The portal as a part of the partner's own site, which has other pages on the same host.
const host = "www.hearthby.example";
const home = `https://${host}${buildBelowPath.basePath}`;
const exitUri = encodeURIComponent(`${home}/return`);

test.describe.configure({ mode: "serial" });

let production: Production;
let browser: BrowserContext;
let customer: TestCustomer;
const strays: string[] = [];

test.beforeAll(async ({ launchOptions }) => {
  // When this file runs alone, the build is not there yet.
  await ensureBuild(buildBelowPath.basePath, buildBelowPath.directory);
  customer = await addCustomer("Paula Path", "DE", ["HB-INKWELL-4"]);
  // A supporter of its own: this provider's Sam would be a second one on the page of staff.
  const supporter = { ...makePerson("sara-path", "Sara Path"), roles: ["support"] };
  const people = [makePerson(customer.subject, customer.name), supporter];
  const { directory } = buildBelowPath;
  production = await startProduction(home, people, launchOptions, {
    directory,
  });
  browser = production.browser;
  browser.on("response", (answer) => {
    const url = new URL(answer.url());
    if (
      url.host === host &&
      (answer.status() >= 400 || !`${url.pathname}/`.startsWith(`${new URL(home).pathname}/`))
    )
      strays.push(`${answer.status()} ${answer.url()}`);
  });
  browser.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) strays.push(message.text());
  });
});
test.afterAll(() => production?.stop());
test.beforeEach(() => browser.clearCookies());
// Nothing is asked of the other pages of the host.
test.afterEach(() => expect(strays).toEqual([]));

async function signIn(page: Page, name: string, first: string): Promise<void> {
  await page.goto(home);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name }).click();
  await expect(page).toHaveURL(home + first);
}

test("a customer goes to Amazon and back, sends forms and signs out", async () => {
  const page = await browser.newPage();
  await page.goto(home);
  await expectAccessible(page, "welcome");
  await signIn(page, customer.name, "/devices");
  await expectAccessible(page, "devices");
  await page.getByRole("link", { name: `${customer.name}, device 1` }).click();
  await expect(page).toHaveURL(`${home}/devices/${customer.devices[0]}`);
  await expectAccessible(page, "device");

  await getCard(page, "supplies").click();
  const url = `https://drs-web-eu.amazon.co.uk/drs/partner/page/sensor_tracking_selection?vendorCode=HEARTHBY&modelId=HB-INKWELL-4&exitUri=${exitUri}&settings=true`;
  await expect(page).toHaveURL(url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Supply tracking");
  expect((await listArrivedLinks())[0]).toMatchObject({ url, verdict: "ok", referer: null });
  await page.getByRole("link", { name: "Exit" }).click();
  await expect(page).toHaveURL(new RegExp(`^${home}/devices/${customer.devices[0]}\\?back=[0-9a-f-]{36}$`));
  await expect(page.getByRole("main").getByText("You’re back from Amazon.")).toBeVisible();

  await page.getByText("Name and removal").click();
  await page.getByLabel("Name", { exact: true }).fill("Below a path");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Below a path");
  await page.getByLabel(/^Language:/).click();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page).toHaveURL(new RegExp(`^${home}/devices/`));
  await expect(page.locator("html")).toHaveAttribute("lang", "de");

  const names = (await browser.cookies(home))
    .map(({ name }) => name)
    .filter((name) => name.includes("larder"));
  expect(names.sort()).toEqual(
    ["browser", "language", "session"].map((name) => `__Host-larder~devices-portal.${name}`),
  );
  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(home);
  await expect(page.getByRole("button", { name: "Anmelden" })).toBeVisible();
  await page.close();
});

test("Support searches", async () => {
  const page = await browser.newPage();
  await signIn(page, "Sara Path", "/support");
  await page.getByRole("searchbox").pressSequentially("Paula Pa");
  await page.getByRole("link", { name: /Paula Path/ }).click();
  await expect(page).toHaveURL(`${home}/support/customers/${customer.id}`);
  await expectAccessible(page, "a customer, for Support");
  await page.close();
});

test("signed out, a page asks to sign in and leads back", async () => {
  const page = await browser.newPage();
  await page.goto(`${home}/account`);
  await expect(page).toHaveURL(
    `${home}/sign-in?callbackUrl=${encodeURIComponent(new URL(`${home}/account`).pathname)}`,
  );
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: customer.name }).click();
  await expect(page).toHaveURL(`${home}/account`);
  await page.close();
});

test("the rest of the host is not the portal’s, and orchestrators need not know the path", async () => {
  const ask = (path: string, headers = {}) =>
    sendRawRequest(production.portal.url, path, { headers: { host, ...headers } });
  for (const path of [
    "/",
    "/devices",
    "/devices-portalx",
    "/_next/static/nothing.js",
    "/api/v1/models",
    "/api/health/version",
  ])
    expect((await ask(path)).status, path).toBe(404);
  expect(await ask("/api/health/live")).toMatchObject({ status: 200 });
  expect(await ask(`${buildBelowPath.basePath}/api/health/ready`)).toMatchObject({ status: 200 });
  expect(await ask(`${buildBelowPath.basePath}/api/v1/models`)).toMatchObject({ status: 401 });
  const authorization = `Bearer ${await addKey("catalogue:read")}`;
  expect(await ask(`${buildBelowPath.basePath}/api/v1/models`, { authorization })).toMatchObject({
    status: 200,
  });
  const asked = await ask(`${buildBelowPath.basePath}/open/supplies?device=x`);
  expect(asked.headers.location).toBe(
    `${home}/sign-in?callbackUrl=${encodeURIComponent(`${buildBelowPath.basePath}/open/supplies?device=x`)}`,
  );
  expect((await ask(`${buildBelowPath.basePath}/`)).headers.location).toBe(buildBelowPath.basePath);
});
