import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Portal } from "../launcher/portal";
import { addCustomer, enter } from "./support/database";
import { expect, test } from "./support/fixtures";
import { startOtherPortal } from "./support/portals";

const directory = path.resolve("test-results/brand");
const words = [
  "Kaffeevollautomaten und Zubehör",
  "Ersatzteile und Verbrauchsmaterial",
  "Reparatur und Rücksendung anmelden",
  "Garantieverlängerung und Registrierung",
  "Bedienungsanleitungen und Downloads",
  "Unternehmen und Nachhaltigkeitsbericht",
];
const header = words.map((de, index) => ({
  label: { "en-US": `Link ${index}`, de },
  url: `https://www.example.com/${index}`,
}));
const footer = [{ label: "Jobs", url: "https://www.example.com/jobs" }];

let portal: Portal;
test.beforeAll(async () => {
  mkdirSync(directory, { recursive: true });
  const [links, styles] = [path.join(directory, "links.json"), path.join(directory, "own.css")];
  writeFileSync(links, JSON.stringify({ header, footer }));
  writeFileSync(
    styles,
    "@media (prefers-color-scheme: light) { :root { --background: rgb(255, 250, 240) } }\nh1 { letter-spacing: 3px }\n",
  );
  portal = await startOtherPortal({
    env: {
      PARTNER_LINKS: links,
      PARTNER_STYLESHEET: styles,
      PARTNER_HOME_URL: "https://www.example.com/",
    },
  });
});
test.afterAll(() => portal?.stop());

const getSpacing = (element: Element) => getComputedStyle(element).letterSpacing;

test("the partner's links, logo target and styles are on pages and handlers' pages", async ({
  newContext,
  expected,
}) => {
  expected.faults.push(/status of 404/);
  const customer = await addCustomer("Berta Brand", "DE", ["HB-BREW-2"]);
  const context = await newContext({ baseURL: portal.url, locale: "de-DE", colorScheme: "light" });
  await enter(context, customer);
  const page = await context.newPage();
  await page.goto("/devices");
  const navigation = page.getByRole("navigation", { name: "Website von Hearthby" });
  await expect(navigation.getByRole("link")).toHaveText(words);
  await expect(page.getByRole("banner").getByRole("link", { name: "Website von Hearthby" })).toHaveAttribute(
    "href",
    "https://www.example.com/",
  );
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Jobs" })).toBeVisible();
  await expect(page.getByRole("contentinfo").getByRole("link", { name: words[0] })).toBeHidden();
  expect(await page.getByRole("heading", { level: 1 }).evaluate(getSpacing)).toBe("3px");
  expect(await page.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor)).toBe(
    "rgb(255, 250, 240)",
  );
  expect(await page.locator("header > div").evaluate((row) => row.clientHeight)).toBe(64);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const sheet = await page.locator("link[href*='theme.css']").getAttribute("href");
  const served = await context.request.get(sheet ?? "");
  expect(served.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  const older = await context.request.get("/theme.css?v=older");
  expect(older.headers()["cache-control"]).toBe("public, max-age=3600");
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [390, 768, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: path.join(directory, `${width}-${colorScheme}.png`), fullPage: true });
    }
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(navigation).toBeHidden();
  await expect(page.getByRole("contentinfo").getByRole("link", { name: words[0] })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/open/nothing");
  expect(await page.getByRole("heading", { level: 1 }).evaluate(getSpacing)).toBe("3px");
  expect(await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
    "rgb(255, 250, 240)",
  );
});
