import { expect, type Page, test } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { type DatabaseProxy, startDatabaseProxy } from "../tests/database-proxy";
import { addCustomer, enter, type TestCustomer } from "./support/database";
import { type Behaviour, type FakeProvider, startFakeProvider } from "./support/fake-provider";
import { findInLog, readPortalOptions, startOtherPortal } from "./support/portals";

let identity: FakeProvider;
let database: DatabaseProxy;
let portal: Portal;
let customer: TestCustomer;

test.beforeAll(async () => {
  customer = await addCustomer("Dora Down", "DE", ["HB-INKWELL-4"]);
  identity = await startFakeProvider(customer.subject);
  database = await startDatabaseProxy(readPortalOptions().databaseUrl);
  portal = await startOtherPortal({ databaseUrl: database.url, env: { OIDC_ISSUER: identity.issuer } });
});

test.afterAll(async () => {
  await portal?.stop();
  await identity?.close();
  await database?.close();
});

test.beforeEach(async () => {
  await identity.behave("well");
  database.set("through");
});

/** Internals that must never be shown. */
const innards = /node_modules|\.next\/|\bat \S+ \(|\.(js|ts):\d+|ECONN|AggregateError|\bselect .* from\b/;

const main = (page: Page) => page.getByRole("main");
const signInButton = (page: Page) => main(page).getByRole("button", { name: "Sign in" });

async function pressSignIn(page: Page): Promise<void> {
  await page.goto(`${portal.url}/sign-in?callbackUrl=%2Fdevices`);
  await signInButton(page).click();
}

/** Expects an error message on the sign-in page, with a reference number that finds the cause in the log. */
async function expectSignInFault(page: Page, cause: RegExp): Promise<void> {
  const alert = main(page).getByRole("alert");
  await expect(alert).toContainText("Signing in didn’t work");
  await expect(alert).toContainText("Hearthby");
  await expect(page).toHaveURL(/\/sign-in\?error=provider&reference=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  const reference =
    (await alert.textContent())?.match(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/)?.[0] ?? "no reference";
  const lines = findInLog(portal, reference);
  expect(lines.map(({ causes }) => causes.join(" ← ")).join("\n")).toMatch(cause);
  expect(await page.locator("body").textContent()).not.toMatch(innards);
  const names = (await page.context().cookies()).map(({ name }) => name);
  expect(names, "no session cookie").not.toContain("larder.session");
  await expect(signInButton(page), "the page offers the next attempt").toBeVisible();
}

test.describe("the identity provider", () => {
  const faults: [Behaviour, cause: RegExp][] = [
    ["down", /ECONNREFUSED/],
    ["hanging", /timed out|timeout/i],
    ["html at discovery", /JSON|parse|html/i],
    ["status 500 at discovery", /500/],
    ["another issuer at discovery", /issuer/i],
    ["no endpoints at discovery", /endpoint/i],
    ["html at the token endpoint", /JSON|parse|html/i],
    ["status 500 at the token endpoint", /500|JSON|parse/i],
    ["hanging at the token endpoint", /timed out|timeout/i],
    ["no ID token", /id_token/i],
    ["an ID token without a signature", /alg/i],
    ["an ID token signed by a stranger", /signature/i],
    ["an ID token for another client", /aud/i],
    ["an ID token of another issuer", /iss/i],
    ["an ID token with another nonce", /nonce/i],
    ["an expired ID token", /expired|exp/i],
    ["no subject", /sub/i],
  ];
  for (const [behaviour, cause] of faults) {
    test(`${behaviour}: the page shows an error with a reference number that is in the log`, async ({
      page,
    }) => {
      await identity.behave(behaviour);
      await pressSignIn(page);
      await expectSignInFault(page, cause);
    });
  }

  test("after recovery the next attempt succeeds, without a restart", async ({ page }) => {
    await identity.behave("down");
    await pressSignIn(page);
    await expectSignInFault(page, /ECONNREFUSED/);
    await identity.behave("well");
    await signInButton(page).click();
    await expect(page).toHaveURL(`${portal.url}/devices`);
    await expect(page.getByText("Dora Down, device 1").first()).toBeVisible();
  });

  test("down at sign-out: signs out here, and says that the provider's session may remain", async ({
    page,
  }) => {
    await identity.behave("well");
    await pressSignIn(page);
    await expect(page).toHaveURL(`${portal.url}/devices`);
    await identity.behave("down");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(main(page).getByRole("alert")).toContainText("You’re signed out here");
    await page.goto(`${portal.url}/devices`);
    await expect(page).toHaveURL(/\/sign-in\?/);
  });
});

test.describe("the database", () => {
  async function expectHealthy(page: Page): Promise<void> {
    await page.goto(`${portal.url}/devices`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your devices");
    await expect(page.getByText("Dora Down, device 1").first()).toBeVisible();
    const ready = await page.request.get(`${portal.url}/api/health/ready`);
    expect(ready.status()).toBe(200);
    const launch = await page.request.get(`${portal.url}/devices/${customer.devices[0]}/go/supplies`, {
      maxRedirects: 0,
    });
    expect(launch.status()).toBe(303);
  }

  async function expectHandlersFail({ request }: Page): Promise<void> {
    const paths = [`/devices/${customer.devices[0]}/go/supplies`, "/devices/go/all-devices", "/return"];
    const answers = paths.map((path) => request.get(`${portal.url}${path}`, { maxRedirects: 0 }));
    for (const answer of await Promise.all(answers)) {
      expect(answer.status(), answer.url()).toBe(503);
      expect(answer.headers()["content-type"]).toContain("text/html");
      const body = await answer.text();
      expect(body).toContain("Something went wrong on our side");
      expect(body).not.toMatch(innards);
      const reference = body.match(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/)?.[0] ?? "no reference";
      expect(findInLog(portal, reference), "the cause is in the log, once").toHaveLength(1);
    }
  }

  async function expectPageFails(page: Page, path: string): Promise<void> {
    const tab = await page.context().newPage();
    const response = await tab.goto(`${portal.url}${path}`);
    expect(response?.status(), path).toBe(500);
    const alert = main(tab).getByRole("alert");
    await expect(alert).toContainText("Something went wrong on our side");
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    const reference = (await alert.textContent())?.match(/Reference:\s+(\S+)/)?.[1] ?? "no reference";
    expect(findInLog(portal, reference), "the cause is in the log, once").toHaveLength(1);
    expect(await tab.locator("body").textContent()).not.toMatch(innards);
    await tab.close();
  }

  for (const [what, mode] of [
    ["cannot be reached", "cut"],
    ["accepts and never answers", "silent"],
  ] as const) {
    test(`${what}: shows an error and a reference number, then recovers`, async ({ page, context }) => {
      await enter(context, customer);
      await expectHealthy(page);
      // Opens several connections, which go silent with the rest.
      await Promise.all([1, 2, 3, 4].map(() => page.request.get(`${portal.url}/devices`)));
      database.set(mode);

      const ready = await page.request.get(`${portal.url}/api/health/ready`);
      expect(ready.status()).toBe(503);
      expect((await page.request.get(`${portal.url}/api/health/live`)).status()).toBe(200);
      await Promise.all([
        expectHandlersFail(page),
        expectPageFails(page, "/devices"),
        expectPageFails(page, `/devices/${customer.devices[0]}`),
      ]);

      database.set("through");
      await expectHealthy(page);
      expect(portal.child.exit(), "the portal is still the same process").toBeUndefined();
    });
  }

  test("down during a sign-in: the sign-in page shows an error, and the next attempt succeeds", async ({
    page,
  }) => {
    database.set("cut");
    await pressSignIn(page);
    await expectSignInFault(page, /ECONN|terminated|connect/i);
    database.set("through");
    await signInButton(page).click();
    await expect(page).toHaveURL(`${portal.url}/devices`);
  });

  test("down at sign-out: shows an error and a reference number", async ({ page }) => {
    await enter(page.context(), customer);
    await page.goto(`${portal.url}/devices`);
    database.set("cut");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something went wrong on our side");
    await expect(page.getByText(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/)).toBeVisible();
  });
});
