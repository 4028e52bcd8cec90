import { expect, type Page } from "playwright/test";
import { getPortalUrl } from "./addresses";

/** Each card's title, the start of its text, and the heading of its Dash page. */
export const cards = {
  supplies: { title: "Supply tracking", text: "Choose what is reordered", page: "Supply tracking" },
  inventory: { title: "Inventory", text: "Tell Amazon what you already have", page: "Household inventory" },
  history: { title: "Inventory history", text: "Look back at the stock", page: "Inventory history" },
  parts: { title: "Installed parts", text: "See what is fitted", page: "Installed parts" },
  settings: {
    title: "Device settings at Amazon",
    text: "Change this device’s name",
    page: "Device settings",
  },
  enroll: {
    title: "New to smart reorders?",
    text: "See how Amazon Dash Replenishment works",
    page: "Welcome to Amazon Dash Replenishment",
  },
} as const;

export type Card = keyof typeof cards;

export const getCard = (page: Page, name: Card) => {
  const { title, text } = cards[name];
  return page.getByRole("link", { name: `${title} ${text}` });
};

export const getAllDevicesCard = (page: Page) =>
  page.getByRole("link", { name: "Your devices at Amazon See your Hearthby devices" });

export const getCountryChange = (page: Page) =>
  page.getByRole("link", { name: "Is your Amazon account in another country?" });

export const getCountryChoice = (page: Page) =>
  page.getByRole("combobox", { name: "Country of your Amazon account" });

/** Answers the country question on the page with all countries. */
export async function chooseCountry(page: Page, country: string): Promise<void> {
  await getCountryChoice(page).selectOption(country);
  await page.getByRole("button", { name: "Save country" }).click();
}

export const getHeading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The return notice, or with several trips the sentence above them. */
export const getNotice = (page: Page) =>
  page.getByRole("main").getByText(/^(You’re back from Amazon|Welcome back)\./);

/** The list of trips after "Where next?". */
export const getTrips = (page: Page) => page.getByRole("listitem").filter({ hasText: /( ago|now)$/ });

/** Expects exactly this URL. */
export async function expectAt(page: Page, url: string): Promise<void> {
  await expect(page).toHaveURL(url);
  expect(page.url()).toBe(url);
}

/** Opens a device from the list, and the list first unless it is open. @returns the device's id */
export async function openDevice(page: Page, name: string): Promise<string> {
  if (page.url() !== `${getPortalUrl()}/devices`) await page.goto("/devices");
  await page.getByRole("link", { name }).click();
  await expect(getHeading(page)).toHaveText(name);
  const [, id = ""] = new URL(page.url()).pathname.match(/^\/devices\/([0-9a-f-]{36})$/) ?? [];
  expect(id, "the URL of a device").not.toBe("");
  return id;
}

/** Signs in at the simulated Amazon site, which asks on a browser's first visit. */
export async function signInAtAmazon(page: Page): Promise<void> {
  await expect(getHeading(page)).toHaveText("Sign in");
  await expect(page.getByText("Sign in with your own Amazon account.")).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function pressExit(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Exit", exact: true }).click();
}

/** Expects a device's page after a trip. After a trip to the Alexa app, that choice is kept. */
export async function expectBackOn(
  page: Page,
  deviceId: string,
  device: string,
  name: Card,
  channel: "website" | "app" = "website",
): Promise<void> {
  const via = channel === "app" ? "&via=app" : "";
  await expect(page).toHaveURL(
    new RegExp(`^${getPortalUrl()}/devices/${deviceId}\\?back=[0-9a-f-]{36}${via}$`),
  );
  await expect(getHeading(page)).toHaveText(device);
  await expect(getNotice(page)).toHaveText(
    `You’re back from Amazon. You opened ${cards[name].title} for ${device}. Anything you saved there is kept at Amazon. Open again`,
  );
}

/** Expects the page after a return that matches no launch. */
export async function expectCalmReturn(page: Page): Promise<void> {
  await expectAt(page, `${getPortalUrl()}/devices?back=none`);
  await expect(getHeading(page)).toHaveText("Your devices");
  await expect(getNotice(page)).toHaveText("Welcome back. Your devices are here.");
}
