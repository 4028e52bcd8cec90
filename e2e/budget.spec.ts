// What does not depend on the machine: bytes, round trips to the database and objects of Intl, of every page.
import { expect, test } from "playwright/test";
import { distDirectory } from "../launcher/paths";
import { type Cost, type CountedPortal, startCountedPortal } from "./budgets/counted-portal";
import { addresses, addressesWithoutCountry, files, pages } from "./budgets/table";
import { resolveOnStage } from "./support/access/answers";
import { listBuiltRoutes } from "./support/access/built-routes";
import { customerPages } from "./support/access/customer-routes";
import { adminPages, staffPages } from "./support/access/staff-routes";
import { plantStage, viewers } from "./support/access/stage";
import { addCustomer, addReadings, addSession, enter, type TestCustomer } from "./support/database";

let counted: CountedPortal;
let many: TestCustomer;
let few: TestCustomer;
let nobody: TestCustomer;
const ownerUrl = process.env.E2E_DATABASE_OWNER_URL;

test.beforeAll(async () => {
  counted = await startCountedPortal();
  process.env.E2E_DATABASE_OWNER_URL = counted.ownerUrl;
  const models = Array.from({ length: 24 }, (_, index) => (index % 2 > 0 ? "HB-BREW-2" : "HB-INKWELL-4"));
  many = await addCustomer("Bea Budget", "DE", models);
  few = await addCustomer("Bo Budget", "DE", models.slice(0, 3));
  await addReadings([...many.devices, ...few.devices]);
  nobody = await addCustomer("Nora Nowhere", null, models.slice(0, 4));
});

test.afterAll(async () => {
  process.env.E2E_DATABASE_OWNER_URL = ownerUrl;
  await counted?.stop();
});

/** Compares what an address costs with its limits. A page has HTML, a handler leads on. */
function check(what: string, cost: Cost, limits: { html: number; trips: number }): void {
  const { status, html, trips, made, scripts, styles } = cost;
  const isPage = limits.html > 0;
  console.log(`${what}: ${html} bytes, ${trips} round trips, ${made.length} objects, ${scripts} + ${styles}`);
  expect.soft(status, `${what}: status`).toBe(isPage ? 200 : 303);
  expect.soft(made, `${what}: objects of Intl`).toEqual([]);
  const most = {
    ...{ html: limits.html, trips: limits.trips, styles: files.styles },
    scripts: /^\/(support|admin)/.test(what) ? files.deskScripts : files.scripts,
  };
  for (const [name, size] of Object.entries({ html, trips, scripts, styles })) {
    expect.soft(size, `${what}: ${name}`).toBeLessThanOrEqual(most[name as keyof typeof most]);
    // Otherwise nothing would be counted.
    if (name === "trips" ? limits.trips > 0 : isPage)
      expect.soft(size, `${what}: ${name}`).toBeGreaterThan(0);
  }
}

test("every page has a budget", () => {
  const built = listBuiltRoutes(distDirectory).filter(({ kind }) => kind === "page");
  expect(Object.keys(pages).sort()).toEqual(built.map(({ route }) => route).sort());
});

test("every page keeps its budget", async () => {
  const stage = await plantStage();
  const measured = new Set<string>();
  let madeFirst = 0;
  // The desk comes last: the audit page would list what is seen there.
  for (const { route, address, answers } of [...customerPages, ...adminPages, ...staffPages]) {
    const viewer = viewers.find((each) => resolveOnStage(answers, stage)[each].kind === "shown");
    const budget = pages[route];
    if (!viewer || !budget) continue;
    const path = resolveOnStage(address, stage);
    const warmUp = await counted.measure(path, stage.cookies[viewer]);
    const cost = await counted.measure(path, stage.cookies[viewer]);
    check(`${route} (${path})`, cost, { html: budget[0], trips: budget[1] });
    measured.add(route);
    madeFirst += warmUp.made.length;
  }
  expect(madeFirst, "objects of Intl that first requests made").toBeGreaterThan(0);
  expect([...measured].sort(), "a page without an address in the access matrix").toEqual(
    Object.keys(pages).sort(),
  );
});

for (const [who, list] of [
  ["24 devices", addresses],
  ["no country", addressesWithoutCountry],
] as const)
  test(`launches, the return and the main pages keep their budgets with ${who}`, async () => {
    const { devices, id } = list === addresses ? many : nobody;
    const cookie = `larder.session=${await addSession({ id })}; larder.browser=${"b".repeat(43)}`;
    for (const { path, after, ...limits } of list) {
      // The first two warm up, the third and fourth are of other devices, the fifth is the fourth again.
      for (const [index, device] of [0, 1, 2, 3, 3].entries()) {
        const fill = (pattern: string) => pattern.replace("{deviceId}", devices[device] ?? "");
        if (after) expect((await counted.measure(fill(after), cookie)).status).toBe(303);
        const cost = await counted.measure(fill(path), cookie);
        if (index > 1) check(`${path}${after ? ` after ${after}` : ""} (${who})`, cost, limits);
      }
    }
  });

test("a page in a browser makes no more database round trips than the page alone", async ({
  context,
  page,
}) => {
  await enter(context, few);
  for (const path of [`/devices/${few.devices[0]}`, "/devices"]) {
    await context.request.get(`${counted.url}${path}`);
    counted.takeRoundTrips();
    await page.goto(`${counted.url}${path}`, { waitUntil: "networkidle" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(counted.takeRoundTrips(), path).toBeLessThanOrEqual(3);
  }
});

test("only the page that asks for the country lists all countries", async ({ context }) => {
  for (const who of [few, nobody]) {
    await enter(context, who);
    const read = async (path: string) => (await context.request.get(`${counted.url}${path}`)).text();
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
