import { expect, test } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { getPortalUrl } from "./support/addresses";
import { addCustomer, enter, type TestCustomer } from "./support/database";
import { type DatabaseProxy, startDatabaseProxy } from "./support/database-proxy";
import { readPortalOptions, startOtherPortal } from "./support/portals";

let database: DatabaseProxy;
let counted: Portal;
let customer: TestCustomer;

test.beforeAll(async () => {
  database = await startDatabaseProxy(readPortalOptions().databaseUrl);
  counted = await startOtherPortal({ databaseUrl: database.url });
  customer = await addCustomer("Bea Budget", "DE", ["HB-INKWELL-4", "HB-INKWELL-4", "HB-BREW-2"]);
});

test.afterAll(async () => {
  await counted?.stop();
  await database?.close();
});

test("a launch takes at most 3 database round trips, the device page and the list at most 4", async ({
  context,
}) => {
  await enter(context, customer);
  const device = `/devices/${customer.devices[0]}`;
  const count = async (path: string, status: number) => {
    // One warm-up request: a new connection needs extra round trips for its handshake.
    for (const _ of [1, 2]) {
      database.takeRoundTrips();
      const response = await context.request.get(`${counted.url}${path}`, { maxRedirects: 0 });
      expect(response.status()).toBe(status);
    }
    return database.takeRoundTrips();
  };

  const launch = await count(`${device}/go/supplies`, 303);
  const launchApp = await count(`${device}/go/inventory?via=app`, 303);
  const launchAccount = await count("/devices/go/all-devices", 303);
  const returned = await context.request.get(`${counted.url}/return`, { maxRedirects: 0 });
  const back = new URL(returned.headers().location ?? "", counted.url).searchParams.get("back");
  expect(back).toMatch(/^[0-9a-f-]{36}$/);
  const devicePage = await count(device, 200);
  const devicePageBack = await count(`${device}?back=${back}`, 200);
  const list = await count("/devices", 200);
  const listBack = await count(`/devices?back=${back}`, 200);
  const trips = { launch, launchApp, launchAccount, devicePage, devicePageBack, list, listBack };
  console.log(`Database round trips: ${JSON.stringify(trips)}`);

  for (const [what, count] of Object.entries(trips)) {
    expect.soft(count, `${what}: at least one round trip, for the viewer`).toBeGreaterThanOrEqual(1);
    expect.soft(count, what).toBeLessThanOrEqual(what.startsWith("launch") ? 3 : 4);
  }
});

test("a page in a browser makes no more database round trips than the page alone", async ({
  context,
  page,
}) => {
  await enter(context, customer);
  for (const path of [`/devices/${customer.devices[0]}`, "/devices"]) {
    // A new connection needs extra round trips for its handshake.
    await context.request.get(`${counted.url}${path}`);
    database.takeRoundTrips();
    await page.goto(`${counted.url}${path}`, { waitUntil: "networkidle" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(database.takeRoundTrips(), path).toBeLessThanOrEqual(4);
  }
});

test("only the page that asks for the country lists all countries", async ({ context }) => {
  const nobody = await addCustomer("Nora Nowhere", null, ["HB-INKWELL-4"]);
  for (const who of [customer, nobody]) {
    await enter(context, who);
    const read = async (path: string) => (await context.request.get(`${getPortalUrl()}${path}`)).text();
    for (const path of ["/devices", `/devices/${who.devices[0]}`, "/account"]) {
      const body = await read(path);
      expect(body, path).toContain("/account/country");
      // The account page has one, for the language.
      expect(body.split("<select").length - 1, path).toBe(path === "/account" ? 1 : 0);
      expect(body, path).not.toContain("Liechtenstein");
    }
    expect(await read("/account/country")).toMatch(/<select name="country"[^>]*>.*Liechtenstein/);
  }
});
