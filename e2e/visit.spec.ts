import type { Page } from "playwright/test";
import { expectAccessible } from "./support/accessible";
import { buildAppLinks, buildWebsiteLinks, getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import { expectAt, getCountryChoice, getHeading, pressExit, signInAtAmazon } from "./support/steps";

const link = "/open/supplies?model=HB-INKWELL-4";
const getWayOn = (page: Page) => page.getByRole("link", { name: "Continue to Amazon", exact: true });
const getSignIn = (page: Page) => page.getByRole("link", { name: "Sign in to see your levels", exact: true });
const getNotice = (page: Page) => page.getByRole("main").getByRole("status");
const chooseCountry = async (page: Page, name: string) => {
  await getCountryChoice(page).selectOption(name);
  await page.getByRole("button", { name: "Use this country" }).click();
};

for (const javaScriptEnabled of [true, false])
  test(`from a mail to Amazon in two presses, and back, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    newContext,
    listArrivedLinks,
  }) => {
    const page = await (
      await newContext({ javaScriptEnabled, viewport: { width: 390, height: 664 } })
    ).newPage();
    await page.goto(`${link}&country=DE`);
    await expect(getHeading(page)).toHaveText("Inkwell 4");
    await expect(page.getByRole("main")).toContainText("Supply tracking");
    await expect(page.getByRole("definition")).toHaveText("Germany");
    await expect(getWayOn(page), "on a phone's first screen").toBeInViewport({ ratio: 1 });
    await getWayOn(page).click();
    await expectAt(page, buildWebsiteLinks("EU", "HB-INKWELL-4").supplies);
    await signInAtAmazon(page);
    expect((await listArrivedLinks()).length).toBeGreaterThan(0);
    await pressExit(page);
    await expect(getNotice(page)).toHaveText(
      "You’re back from Amazon. Anything you saved there is kept there.",
    );
    await page.reload();
    await expect(getNotice(page)).toBeVisible();

    const rows = await query<Record<string, unknown>>("select * from visits");
    expect(rows).toEqual([expect.objectContaining({ card: "supplies", channel: "website", region: "EU" })]);
    expect(await query("select from launches")).toEqual([]);

    await page.goto("/return");
    await expect(getHeading(page), "a return counts once").toHaveText("Sign in");
  });

test("sign-in leads to the link’s own page", async ({ page, signIn }) => {
  await page.goto(`${link}&country=DE&serial=JONAS-0001`);
  await getSignIn(page).click();
  await expect(getHeading(page)).toHaveText("Sign in");
  expect(new URL(page.url()).searchParams.get("callbackUrl")).toBe(`${link}&country=DE&serial=JONAS-0001`);
  await signIn(page, "Oliver Hughes");
  await page.goto("/open/supplies/start?model=HB-BREW-2&country=DE");
  await expect(page).toHaveURL(/\/devices\/[0-9a-f-]{36}\?card=supplies$/);
});

test("without a country the page asks, with a guess", async ({ newContext }) => {
  const page = await (await newContext({ locale: "en-GB", javaScriptEnabled: false })).newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(
    "Which country is your Amazon account in?",
  );
  await expect(getCountryChoice(page)).toHaveValue("GB");
  await expect(getWayOn(page)).toHaveCount(0);
  await chooseCountry(page, "Japan");
  await expect(page.getByRole("definition")).toHaveText("Japan");
  await page.getByText("Is your Amazon account in another country?").click();
  await chooseCountry(page, "France");
  await page.getByRole("link", { name: "Open in Alexa app" }).click();
  await expect(page.getByRole("definition")).toHaveText("France");
  await getWayOn(page).click();
  await expectAt(page, buildAppLinks("HB-INKWELL-4").supplies);
});

const answers: [query: string, says: string][] = [
  ["&country=ZA", "Amazon Dash Replenishment isn’t available here for South Africa."],
  ["&country=MX", "Smart reorders aren’t offered for Inkwell 4 in Mexico."],
  ["&country=XX", "Choose a country from the list."],
  ["&country=de", "Choose a country from the list."],
  [`&country=${"x".repeat(10_000)}`, "Choose a country from the list."],
  ["&country=%00%F0%9F%92%A9%E2%80%AE", "Choose a country from the list."],
];
for (const [rest, says] of answers)
  test(`a calm answer to ${rest.slice(0, 20)}`, async ({ page }) => {
    expect((await page.goto(link + rest))?.status()).toBe(200);
    await expect(page.getByText(says)).toBeVisible();
    await expect(getSignIn(page)).toBeVisible();
    await expect(getWayOn(page)).toHaveCount(0);
    await expectAccessible(page, rest.slice(0, 20));
    await chooseCountry(page, "Germany");
    await expect(getWayOn(page)).toBeVisible();
  });

test("unknown models, cards that a model lacks, and returns from nowhere lead to sign-in", async ({
  page,
}) => {
  for (const path of [
    ...["/open/supplies", "/open/supplies?model=X&country=DE", "/open/all-devices?model=HB-INKWELL-4"],
    ...["/open/parts?model=HB-INKWELL-4&country=DE", "/open/parts?model=HB-INKWELL-4&country=ZA"],
    ...["/open/back", "/open/back?back=00000000-0000-4000-8000-000000000000", "/open/back?back=x&back=y"],
  ]) {
    await page.goto(path);
    await expect(getHeading(page), path).toHaveText("Sign in");
  }
});

test("an unknown card is not found", async ({ page, expected }) => {
  expected.faults.push(/404/);
  for (const path of ["/open/nothing?model=HB-INKWELL-4", "/open/nothing/go?model=HB-INKWELL-4&country=DE"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  }
});

test("the pages are accessible", async ({ page }) => {
  await page.goto(link);
  await expect(getCountryChoice(page)).toBeVisible();
  await expectAccessible(page, "the question");
  await page.goto(`${link}&country=DE`);
  await expectAccessible(page, "the way on");
  await page.getByText("Is your Amazon account in another country?").click();
  await expect(getCountryChoice(page)).toBeVisible();
  await expectAccessible(page, "another country");
  await getWayOn(page).click();
  await page.goto("/return");
  await expect(getNotice(page)).toBeVisible();
  await expectAccessible(page, "back");
});

test("the partner can require sign-in", async ({ page }) => {
  const portal = await startOtherPortal({ env: { OPEN_WITHOUT_SIGN_IN: "false" } });
  try {
    for (const path of [`${link}&country=DE`, "/open/supplies/start?model=HB-INKWELL-4&country=DE"]) {
      await page.goto(portal.url + path);
      await expect(getHeading(page)).toHaveText("Sign in");
      expect(page.url()).not.toContain(getPortalUrl());
    }
  } finally {
    await portal.stop();
  }
});
