// Behaviour that Amazon's sites may show but cannot be made to: the customer always gets back, and the portal
import type { Page } from "playwright/test";
import { buildWebsiteLinks, getPortalUrl, site } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { letMinutesPass, listLaunches } from "./support/records";
import { behave } from "./support/sandbox";
import {
  cards,
  expectAt,
  expectBackOn,
  expectCalmReturn,
  getCard,
  getHeading,
  getNotice,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

let printer: string;

test.beforeEach(async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  printer = await openDevice(page, "Kitchen printer");
});

/** Opens supply tracking and returns by Exit. */
async function goAndReturn(page: Page): Promise<void> {
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expectBackOn(page, printer, "Kitchen printer", "supplies");
}

test("exit addresses are compared exactly, and the portal's is always the same", async ({ page }) => {
  await behave({ exitUris: `${getPortalUrl()}/return` });
  await goAndReturn(page);

  await openDevice(page, "Morning coffee");
  await getCard(page, "inventory").click();
  await expect(getHeading(page)).toHaveText(cards.inventory.page);
  await pressExit(page);
  await expect(getNotice(page)).toContainText("You opened Inventory for Morning coffee.");
});

test("an exit address that is not allowed is rejected and reported as a violation", async ({
  page,
  expected,
}) => {
  const url = buildWebsiteLinks("NA", "HB-INKWELL-4").supplies;
  expected.wrongLinks.push(/sensor_tracking_selection/);
  expected.faults.push(/the server responded with a status of 400/);
  await behave({ exitUris: `${getPortalUrl()}/return/` });
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await expectAt(page, url);
  await expect(getHeading(page)).toHaveText("This link is wrong");
  await expect(page.getByText("exit-not-allowed")).toBeVisible();

  await page.goto(`${site.EU()}/report`);
  await expect(page.getByText("1 link has arrived at the four sites. 1 broke the contract.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "exit-not-allowed" })).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "It is not on the allow list" })).toContainText(url);
});

test("parameters appended on return have no effect", async ({ page }) => {
  await behave({ append: "status=cancelled&back=none&callbackUrl=https%3A%2F%2Felsewhere.example" });
  await goAndReturn(page);
});

test("a query dropped on return has no effect", async ({ page }) => {
  await behave({ dropQuery: "on" });
  await goAndReturn(page);
});

test("with a slow response, a second click continues the same trip", async ({ page }) => {
  // The first trip sets the cookie that identifies the browser's later clicks.
  await goAndReturn(page);
  await behave({ slow: "2" });
  const url = buildWebsiteLinks("NA", "HB-INKWELL-4").supplies;
  await getCard(page, "supplies").dblclick();
  await expectAt(page, url);
  await expect(getHeading(page)).toHaveText(cards.supplies.page);
  await pressExit(page);
  await expectBackOn(page, printer, "Kitchen printer", "supplies");
  expect((await listLaunches("emily")).map(({ returned }) => returned)).toEqual([true, true]);
});

test("after a 503, Back returns to the device and the next click works", async ({ page, expected }) => {
  expected.faults.push(/the server responded with a status of 503/);
  await behave({ unavailable: "on" });
  await getCard(page, "supplies").click();
  await expect(getHeading(page)).toHaveText("This page is not available");
  await page.goBack();
  await expect(getHeading(page)).toHaveText("Kitchen printer");
  await expect(getNotice(page)).toHaveCount(0);

  await behave({});
  await goAndReturn(page);
});

test("a sign-in that outlasts the trip ends with the plain welcome", async ({ page }) => {
  await behave({ signIn: "8" });
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await expect(getHeading(page)).toHaveText("Approve this sign-in");
  await letMinutesPass(241);
  await expect(getHeading(page)).toHaveText(cards.supplies.page, { timeout: 30_000 });
  await pressExit(page);
  await expectCalmReturn(page);
});

test("a slow sign-in also works in the Alexa app", async ({ page }) => {
  await behave({ signIn: "8" });
  await page.getByRole("link", { name: "Open in Alexa app" }).click();
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await expect(getHeading(page)).toHaveText("Approve this sign-in");
  await expect(getHeading(page)).toHaveText(cards.supplies.page, { timeout: 30_000 });
  await pressExit(page);
  await expectBackOn(page, printer, "Kitchen printer", "supplies", "app");
});

test("without a return, the device page is unchanged and has no notice", async ({ page }) => {
  await behave({ neverReturns: "on" });
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expect(getHeading(page)).toHaveText("You have left the page");
  await openDevice(page, "Kitchen printer");
  await expect(getNotice(page)).toHaveCount(0);
  expect((await listLaunches("emily")).map(({ open }) => open)).toEqual([true]);
  await letMinutesPass(241);
  await page.goto("/return");
  await expectCalmReturn(page);
});
