import type { BrowserContext, Page } from "playwright/test";
import { percent, writeChange, writeLevel } from "../tests/alexa-messages";
import { expectAccessible } from "./support/accessible";
import { getPortalUrl } from "./support/addresses";
import { addKey, callApi } from "./support/api";
import {
  addCustomer,
  addReadings,
  addStaffSession,
  enter,
  makeSessionCookie,
  type TestCustomer,
} from "./support/database";
import { expect, test } from "./support/fixtures";
import { startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import { readText } from "./support/texts";

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** Simulated days of a printer: its cyan falls through 15 %, and is refilled. */
const steps = [
  { days: 30, level: 40, state: "silent" },
  { days: 20, level: 25, state: "silent" },
  { days: 10, level: 16, state: "fine" },
  { days: 2, level: 15, state: "low" },
  { days: 1, level: 7, state: "low" },
  { days: 0, level: 100, state: "fine" },
] as const;

const languages = [
  { locale: "en-US", file: "en-US", name: "Cyan ink", write: (level: number) => `${level}%` },
  { locale: "de-DE", file: "de", name: "Cyan-Tinte", write: (level: number) => `${level}\u00a0%` },
  { locale: "ja-JP", file: "ja", name: "シアンインク", write: (level: number) => `${level}%` },
];

async function send(key: string, serial: string, level: number, at: Date): Promise<string> {
  const message = writeChange(serial, [writeLevel("InkSensor.Cyan", percent(level), at)]);
  const { status, body } = await callApi(key, "POST", "/reports", message);
  expect(status).toBe(202);
  return (body.receipts as { outcome: string }[])[0]?.outcome ?? "";
}

async function addPrinter(name: string): Promise<{ customer: TestCustomer; serial: string; device: string }> {
  const customer = await addCustomer(name, "DE", ["HB-INKWELL-4"]);
  return { customer, serial: `${customer.subject}-1`, device: `/devices/${customer.devices[0]}` };
}

const getTile = (page: Page, device: string) => page.locator(`main a[href='${device}']`);
const getRow = (page: Page, name: string) => page.locator("section.levels li", { hasText: name });

test("cyan falls through the threshold: tile, page, staff's page and export agree, in three languages, without JavaScript", async ({
  newContext,
}) => {
  test.slow();
  const { customer, serial, device } = await addPrinter("Livia Level");
  const key = await addKey("reports:write");
  const staff = await newContext({ baseURL: getPortalUrl(), locale: "en-US" });
  await staff.addCookies([makeSessionCookie(await addStaffSession())]);
  const readers: { language: (typeof languages)[number]; context: BrowserContext; page: Page }[] = [];
  for (const language of languages) {
    const context = await newContext({
      ...{ baseURL: getPortalUrl(), locale: language.locale, javaScriptEnabled: false },
      viewport: { width: 320, height: 640 },
    });
    await enter(context, customer);
    readers.push({ language, context, page: await context.newPage() });
  }
  const desk = await staff.newPage();

  for (const { days, level, state } of steps) {
    expect(await send(key, serial, level, ago(days))).toBe("stored");
    for (const { language, page } of readers) {
      const { name, file, write } = language;
      const low = readText(file, "levels.low");
      await page.goto("/devices");
      await expect(getTile(page, device)).toContainText(`${name} ${write(level)}`);
      await expect(getTile(page, device).getByText(low, { exact: true })).toHaveCount(
        state === "low" ? 1 : 0,
      );
      await expect(getTile(page, device).locator(".gauge rect")).toHaveAttribute("width", `${level}%`);
      await page.goto(device);
      await expect(getRow(page, name)).toContainText(write(level));
      await expect(getRow(page, name).locator(".gauge rect")).toHaveAttribute("width", `${level}%`);
      await expect(getRow(page, name).locator(".gauge-old")).toHaveCount(state === "silent" ? 1 : 0);
      await expect(getRow(page, name).locator("strong")).toHaveText(state === "low" ? [new RegExp(low)] : []);
      const [beginning = "", end = ""] = readText(file, "levels.lowOne").split("{supplies}");
      await expect(page.getByText(`${beginning}${name}${end}`)).toHaveCount(state === "low" ? 1 : 0);
      const [, silent = ""] = readText(file, "levels.silent").split("{ago}");
      await expect(page.locator("section.levels > p").getByText(silent)).toHaveCount(
        state === "silent" ? 1 : 0,
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    }
    await desk.goto(`/support/customers/${customer.id}`);
    const shown = desk.getByRole("row", { name: "Cyan ink" });
    await desk.getByText("Readings", { exact: true }).click();
    await expect(shown).toContainText(`${level}%`);
    await expect(shown.getByText("Low")).toHaveCount(state === "low" ? 1 : 0);
    // Staff hear of silence after two days.
    await expect(desk.getByText(/^Silent since/)).toHaveCount(days >= 2 ? 1 : 0);
    const exported = await (await readers[0]?.context.request.get("/account/data"))?.json();
    expect(exported.readings).toMatchObject([
      { instance: "InkSensor.Cyan", value: level, measurement: "percentage" },
    ]);
    expect(exported.readings[0].days.at(-1).value).toBe(level);
  }

  const [english] = readers;
  await english?.page.getByRole("link", { name: "The last 90 days" }).click();
  await english?.page.getByText("Figures as a table").click();
  await expect(english?.page.getByRole("row") ?? desk.locator("none")).toHaveCount(1 + steps.length);
  await expect(english?.page.getByText("Refilled once") ?? desk.locator("none")).toBeVisible();
  await expect(
    english?.page.getByRole("row", { name: "100% (refilled)" }) ?? desk.locator("none"),
  ).toBeVisible();
});

test("pages with levels are accessible in both themes and at 320 px: low, silent, unread and switched off", async ({
  context,
  page,
}) => {
  const { customer, serial, device } = await addPrinter("Ada Axe");
  const key = await addKey("reports:write");
  await enter(context, customer);
  await page.goto(`${getPortalUrl()}${device}`);
  await expectAccessible(page, "no level yet");
  for (const [what, level, days] of [
    ["silent", 60, 40],
    ["low", 9, 0],
  ] as const) {
    await send(key, serial, level, ago(days));
    for (const path of ["/devices", device, `${device}/levels`]) {
      await page.goto(`${getPortalUrl()}${path}`);
      await expectAccessible(page, `${what}: ${path.replace(/[0-9a-f-]{36}/, "")}`);
    }
  }
});

test("a long name and what only counts use fit at 320 px, in German", async ({ newContext }) => {
  const customer = await addCustomer("Lore Lang", "DE", ["HB-BREW-2"]);
  const [id] = customer.devices;
  await query("update devices set name = 'Kaffeevollautomatenreinigungsgerät' where id = $1", [id]);
  await addReadings(customer.devices);
  const context = await newContext({ locale: "de-DE", viewport: { width: 320, height: 640 } });
  await enter(context, customer);
  const page = await context.newPage();
  for (const path of ["/devices", `/devices/${id}`, `/devices/${id}/levels`]) {
    await page.goto(`${getPortalUrl()}${path}`);
    await expect(page.getByText("Kaffeevollautomatenreinigungsgerät").first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
  }
  // Supplies' names break between words alone, however little room the amount leaves.
  await page.goto(`${getPortalUrl()}/devices/${id}`);
  const heights = await page
    .locator("section.levels li b")
    .evaluateAll((names) => names.map((name) => name.getBoundingClientRect().height));
  expect(heights).toEqual([24, 24]);
});

test("the partner's shop is offered for what is low, and leads where Amazon's pages are not offered", async ({
  context,
  page,
}) => {
  const shop = await startOtherPortal({ env: { SHOP_LINKS: "low" } });
  try {
    await query(
      `update slots set shop_urls = shop_urls || '{"MX": "https://hearthby.example/mx"}'
       where model_id = 'HB-INKWELL-4' and instance = 'InkSensor.Cyan'`,
    );
    const key = await addKey("reports:write");
    const link = page.getByRole("link", { name: "Buy HB-INK-4C at Hearthby" });
    for (const [country, address, look, cards] of [
      ["DE", "https://hearthby.example/de/hb-ink-4c", /link-lone/, 5],
      ["MX", "https://hearthby.example/mx", /button-primary/, 0],
    ] as const) {
      const customer = await addCustomer("Sina Shop", country, ["HB-INKWELL-4"]);
      await enter(context, customer);
      const device = `/devices/${customer.devices[0]}`;
      await page.goto(`${shop.url}${device}`);
      await expect(page.getByRole("heading", { name: "Supplies" })).toBeVisible();
      await expect(link).toHaveCount(0);
      await send(key, `${customer.subject}-1`, 9, ago(0));
      await page.goto(`${shop.url}${device}`);
      await expect(link).toHaveAttribute("href", address);
      await expect(link).toHaveClass(look);
      await expect(page.locator("a[href*='/go/']")).toHaveCount(cards);
      // Off by default.
      await page.goto(`${getPortalUrl()}${device}`);
      await expect(page.getByText("Cyan ink is low.", { exact: false })).toBeVisible();
      await expect(link).toHaveCount(0);
    }
  } finally {
    await shop.stop();
  }
});

test("whoever switches levels off in the account has none, and nothing is kept", async ({
  context,
  page,
}) => {
  const { customer, serial, device } = await addPrinter("Olga Off");
  const key = await addKey("reports:write");
  await enter(context, customer);
  await send(key, serial, 60, ago(0));
  await page.goto(`${getPortalUrl()}/account`);
  await page.getByRole("button", { name: "Stop showing levels" }).click();
  await expect(page.getByRole("status")).toHaveText("Your choice is saved.");
  expect(await query("select from readings where device_id = $1", [customer.devices[0]])).toEqual([]);
  expect(await send(key, serial, 50, ago(0))).toBe("refused");
  await page.goto(`${getPortalUrl()}${device}`);
  await expect(page.locator("section.levels .gauge")).toHaveCount(0);
  await expectAccessible(page, "switched off");
  await page.getByRole("link", { name: "your account" }).click();
  await page.getByRole("button", { name: "Show levels here" }).click();
  expect(await send(key, serial, 50, ago(0))).toBe("stored");
});

test("the list is sorted by what needs attention", async ({ context, page }) => {
  const customer = await addCustomer("Sara Sort", "DE", Array(8).fill("HB-INKWELL-4"));
  const key = await addKey("reports:write");
  await enter(context, customer);
  for (const [index, level] of [80, 12, 50].entries())
    await send(key, `${customer.subject}-${index + 1}`, level, ago(0));
  await page.goto(`${getPortalUrl()}/devices`);
  await page.getByLabel("Sort by").selectOption({ label: "Needs attention" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/sort=attention/);
  await expect(page.locator(".tiles bdi")).toHaveText(
    [2, 3, 1, 4, 5, 6, 7, 8].map((number) => `Sara Sort, device ${number}`),
    { useInnerText: true },
  );
});
