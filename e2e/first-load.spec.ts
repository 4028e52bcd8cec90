// What a browser loads for the main pages when it has nothing yet, and what moves meanwhile.
import { gzipSync } from "node:zlib";
import { expect, type Page, type Response, test } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { addCustomer, enter, type TestCustomer } from "./support/database";

let customer: TestCustomer;

test.beforeAll(async () => {
  customer = await addCustomer("Fay First", "DE", ["HB-INKWELL-4", "HB-INKWELL-4", "HB-BREW-2"]);
});

const pages = ["/", "/sign-in", "/devices", "/devices/{id}"];

/** Opens one of the pages on a phone, with nothing in the cache; the last two signed in. */
async function open(tab: Page, path: string): Promise<void> {
  await tab.setViewportSize({ width: 390, height: 844 });
  if (path.startsWith("/devices")) await enter(tab.context(), customer);
  await tab.goto(getPortalUrl() + path.replace("{id}", customer.devices[0] as string), {
    waitUntil: "networkidle",
  });
  await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
}

for (const path of pages) {
  test(`${path} loads at most 132.5 KiB of scripts and 12 KiB of styles in one file, and one font, named in its head`, async ({
    page,
  }) => {
    const answers: Response[] = [];
    page.on("response", (response) => answers.push(response));
    await open(page, path);
    const loaded = (type: string) => answers.filter((one) => one.request().resourceType() === type);
    const measure = async (type: string) => {
      expect(loaded(type).length, `${path} loads a ${type}`).toBeGreaterThan(0);
      let sum = 0;
      for (const answer of loaded(type)) {
        expect(answer.ok(), answer.url()).toBe(true);
        sum += gzipSync(await answer.body(), { level: 9 }).length;
      }
      return sum / 1024;
    };
    const [scripts, styles] = [await measure("script"), await measure("stylesheet")];
    console.log(`${path}: ${scripts.toFixed(1)} KiB of scripts, ${styles.toFixed(1)} of styles, gzip`);
    expect.soft(scripts).toBeLessThanOrEqual(132.5);
    expect.soft(styles).toBeLessThanOrEqual(12);
    expect(loaded("stylesheet")).toHaveLength(1);
    const preloads = page.locator("link[rel=preload][as=font]");
    await expect(preloads).toHaveCount(1);
    const preloaded = new URL((await preloads.getAttribute("href")) ?? "", page.url()).href;
    expect(loaded("font").map((one) => one.url())).toEqual([preloaded]);
  });

  test(`${path} does not move when its font arrives`, async ({ page }) => {
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(/\.woff2$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.addInitScript(countShifts);
    const opened = open(page, path);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    expect(await page.evaluate(hasStandIn), "Arial, Liberation Sans or Roboto is installed").toBe(true);
    expect(await page.evaluate(readInter), "the page shows without its font").toBe("loading");
    arrive();
    await opened;
    await expect.poll(() => page.evaluate(readInter)).toBe("loaded");
    expect(await page.evaluate(readShifts)).toBeLessThanOrEqual(0.01);
  });
}

/** Runs in the page before its own scripts. */
function countShifts(): void {
  const counted = globalThis as { shifts?: number };
  counted.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      counted.shifts = (counted.shifts ?? 0) + entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page: waits until what moved was painted and reported. */
async function readShifts(): Promise<number | undefined> {
  for (const _ of [1, 2, 3]) await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestIdleCallback(resolve));
  return (globalThis as { shifts?: number }).shifts;
}

/** Runs in the page: how far the one file of Inter is that the page needs. */
const readInter = () =>
  [...document.fonts].find(({ family, status }) => /^"?Inter Variable/.test(family) && status !== "unloaded")
    ?.status;

/** Runs in the page: whether one of the fonts is installed whose width fonts.css knows. */
const hasStandIn = () =>
  new FontFace("stand-in", 'local("Roboto"), local("Arial"), local("Liberation Sans")').load().then(
    () => true,
    () => false,
  );

test("the welcome page tells search engines what it is about", async ({ page }) => {
  await page.goto(getPortalUrl());
  const text = await page.getByRole("heading", { level: 1 }).locator("+ p").textContent();
  await expect(page.locator("meta[name=description]")).toHaveAttribute("content", text ?? "");
});
