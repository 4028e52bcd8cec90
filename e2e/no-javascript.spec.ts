import { startDatabaseProxy } from "../tests/database-proxy";
import { buildWebsiteLinks, getPortalUrl } from "./support/addresses";
import { addStaffSession, makeSessionCookie } from "./support/database";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { readPortalOptions, startOtherPortal } from "./support/portals";
import {
  chooseCountry,
  expectAt,
  expectBackOn,
  getCard,
  getCountryChange,
  getCountryChoice,
  getHeading,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

test.use({ javaScriptEnabled: false });

test("the main journey, including sign-in and sign-out", async ({ page, signInOnPages, signOut }) => {
  await signInOnPages(page, "Emily Carter");
  const deviceId = await openDevice(page, "Kitchen printer");
  const links = buildWebsiteLinks("NA", "HB-INKWELL-4");
  await getCard(page, "supplies").click();
  await expectAt(page, links.supplies);
  await signInAtAmazon(page);
  await expectAt(page, links.supplies);
  await expect(getHeading(page)).toHaveText("Supply tracking");
  await pressExit(page);
  await expectBackOn(page, deviceId, "Kitchen printer", "supplies");
  await page.getByRole("link", { name: "Open again", exact: true }).click();
  await expectAt(page, links.supplies);
  await pressExit(page);
  await expectBackOn(page, deviceId, "Kitchen printer", "supplies");

  await signOut(page);
  await page.goto(`/devices/${deviceId}`);
  await expect(getHeading(page)).toHaveText("Sign in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // The identity provider's session has ended too, so it asks for a person again.
  await chooseAtProvider(page, "Emily Carter");
  await expectAt(page, `${getPortalUrl()}/devices/${deviceId}`);
});

test("the country question can be answered, and then the cards work", async ({ newContext, signIn }) => {
  const page = await (await newContext({ javaScriptEnabled: false, locale: "fr" })).newPage();
  await signIn(page, "Camille Moreau");
  await openDevice(page, "Cafetière");
  await expect(page.getByRole("heading", { name: "Which country is your Amazon account in?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "France", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Another country" }).click();
  await expect(getCountryChoice(page)).toHaveValue("FR");
  await chooseCountry(page, "Belgium");
  await expect(getHeading(page)).toHaveText("Cafetière");
  // Belgium has a region, but the partner does not offer this model there.
  await expect(page.getByText("Smart reorders aren’t offered for Brew 2 in Belgium.")).toBeVisible();

  await getCountryChange(page).click();
  await expect(getCountryChoice(page)).toHaveValue("BE");
  await chooseCountry(page, "France");
  await getCard(page, "settings").click();
  await expectAt(page, buildWebsiteLinks("EU", "HB-BREW-2").settings);
});

test("search, sort and Show more", async ({ page, signIn }) => {
  await signIn(page, "Margaret Hollis");
  const tiles = page.getByRole("main").getByRole("list").getByRole("listitem");
  await expect(page.getByText("24 of 40", { exact: true })).toBeVisible();
  await expect(tiles).toHaveCount(24);
  await page.getByRole("link", { name: "Show more" }).click();
  await expect(page.getByText("25–40 of 40", { exact: true })).toBeVisible();
  await expect(tiles).toHaveCount(16);

  await page.getByRole("searchbox", { name: "Search your devices" }).fill("jug");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("Newest");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("8 of 8 found", { exact: true })).toBeVisible();
  await expect(tiles).toHaveCount(8);
  await expect(tiles.first()).toContainText("Barn loft jug");
  await expect(tiles.last()).toContainText("Tower jug");
});

test("a page whose title takes longer than the rest still has it in the head, and its icon", async ({
  newContext,
}) => {
  const database = await startDatabaseProxy(readPortalOptions().databaseUrl);
  const portal = await startOtherPortal({ databaseUrl: database.url });
  try {
    const context = await newContext({ javaScriptEnabled: false, baseURL: portal.url });
    await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
    const page = await context.newPage();
    const asked: string[] = [];
    context.on("request", (request) => asked.push(new URL(request.url()).pathname));
    // The page and its title both ask for the age of the sign-in; which of them comes first is Next's business.
    for (const passing of [0, 1]) {
      database.holdBack("authenticated_at", 1500, passing);
      await page.goto("/admin/revoke", { waitUntil: "networkidle" });
      await expect(page).toHaveTitle("Revoke devices · Hearthby devices");
      await expect(page.locator("head link[rel=icon]")).toHaveCount(1);
    }
    expect(asked).not.toContain("/favicon.ico");
  } finally {
    await portal.stop();
    await database.close();
  }
});
