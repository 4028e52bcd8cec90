import {
  buildAllDevicesLink,
  buildAppLinks,
  buildWebsiteLinks,
  getHost,
  type Region,
} from "./support/addresses";
import { expect, test } from "./support/fixtures";
import {
  type Card,
  cards,
  expectAt,
  expectBackOn,
  getAllDevicesCard,
  getCard,
  getHeading,
  getNotice,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

type Journey = {
  name: string;
  country: string;
  region: Region;
  website: string;
  device: string;
  model: string;
  modelId: string;
};

const journeys: Journey[] = [
  {
    name: "Emily Carter",
    country: "the United States",
    region: "NA",
    website: "This is the North American website (drs-web.amazon.com).",
    device: "Morning coffee",
    model: "Brew 2",
    modelId: "HB-BREW-2",
  },
  {
    name: "Oliver Hughes",
    country: "the United Kingdom",
    region: "EU",
    website: "This is the European website (drs-web-eu.amazon.co.uk).",
    device: "Coffee machine",
    model: "Brew 2",
    modelId: "HB-BREW-2",
  },
  {
    name: "佐藤 花",
    country: "Japan",
    region: "FE",
    website: "This is the Far East website (drs-web.amazon.co.jp).",
    device: "リビングの空気清浄機",
    model: "Breeze 3",
    modelId: "HB-BREEZE-3",
  },
];

const cardsWithExit: Card[] = ["supplies", "inventory", "history", "parts", "settings"];

for (const { name, country, region, website, device, model, modelId } of journeys) {
  test(`${name} opens every card of a device in ${country} and returns`, async ({ page, signInOnPages }) => {
    await page.goto("/");
    await expect(getHeading(page)).toHaveText("Your Hearthby devices");
    await expect(page.getByText("You also need an Amazon account.")).toBeVisible();
    await signInOnPages(page, name);
    await expect(getHeading(page)).toHaveText("Your devices");
    const deviceId = await openDevice(page, device);
    await expect(page.getByText(model, { exact: true })).toBeVisible();
    await expect(
      page.getByText(`These pages open at Amazon on ${getHost(region)}, the address for ${country}.`),
    ).toBeVisible();
    const listed = page.getByRole("region", { name: "At Amazon" }).locator("a[href*='/go/']");
    await expect(listed).toContainText(
      // Amazon keeps count of what these devices use, so the inventory comes second.
      (["enroll", "inventory", "supplies", "history", "parts", "settings"] as const).map(
        (each) => cards[each].title,
      ),
    );

    const links = buildWebsiteLinks(region, modelId);
    for (const [index, each] of cardsWithExit.entries()) {
      await expect(getCard(page, each)).toContainText(getHost(region));
      await getCard(page, each).click();
      await expectAt(page, links[each]);
      if (index === 0) await signInAtAmazon(page);
      await expectAt(page, links[each]);
      await expect(getHeading(page)).toHaveText(cards[each].page);
      await expect(page.getByText(website)).toBeVisible();
      await pressExit(page);
      await expectBackOn(page, deviceId, device, each);

      // Open again has the same link: one card per region is enough.
      if (index > 0) continue;
      await page.getByRole("link", { name: "Open again", exact: true }).click();
      await expectAt(page, links[each]);
      await expect(getHeading(page)).toHaveText(cards[each].page);
      await pressExit(page);
      await expectBackOn(page, deviceId, device, each);
    }
    // Supply tracking has been opened, so it is now the lead card.
    await expect(listed).toContainText(
      ([...cardsWithExit, "enroll"] as Card[]).map((each) => cards[each].title),
    );
  });
}

test("enrolment has no Exit: Back returns", async ({ page, signInOnPages }) => {
  await signInOnPages(page, "Jonas Weber");
  const deviceId = await openDevice(page, "Kaffeemaschine");
  const links = buildWebsiteLinks("EU", "HB-BREW-2");
  await getCard(page, "settings").click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expectBackOn(page, deviceId, "Kaffeemaschine", "settings");

  await page.goto(`/devices/${deviceId}`);
  await getCard(page, "enroll").click();
  await expectAt(page, links.enroll);
  await expect(getHeading(page)).toHaveText(cards.enroll.page);
  await expect(
    page.getByText("If there is no Exit, Back in the browser returns the customer to where they came from."),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "Exit", exact: true })).toHaveCount(0);
  await page.goBack();
  await expect(getHeading(page)).toHaveText("Kaffeemaschine");
  await expect(getNotice(page)).toHaveCount(0);
});

test("the all-devices card opens from the list and returns to it", async ({ page, signInOnPages }) => {
  await signInOnPages(page, "Jonas Weber");
  await getAllDevicesCard(page).click();
  await expectAt(page, buildAllDevicesLink("EU"));
  await signInAtAmazon(page);
  await expectAt(page, buildAllDevicesLink("EU"));
  await expect(getHeading(page)).toHaveText("Your devices");
  await pressExit(page);
  await expect(page).toHaveURL(/\/devices\?back=[0-9a-f-]{36}$/);
  await expect(getNotice(page)).toHaveText(
    "You’re back from Amazon. You opened your device list. Open again",
  );
  await page.getByRole("link", { name: "Open again", exact: true }).click();
  await expectAt(page, buildAllDevicesLink("EU"));
});

test("choosing the Alexa app opens every card there", async ({ page, signInOnPages }) => {
  await signInOnPages(page, "Emily Carter");
  const deviceId = await openDevice(page, "Morning coffee");
  const links = buildAppLinks("HB-BREW-2");
  const choice = page.getByRole("navigation", { name: "Open pages in" });
  const browser = choice.getByRole("link", { name: "Open in browser" });
  const app = choice.getByRole("link", { name: "Open in Alexa app" });
  await expect(browser).toHaveAttribute("aria-current", "true");
  await app.click();
  await expect(app).toHaveAttribute("aria-current", "true");
  await expect(browser).not.toHaveAttribute("aria-current");
  await expect(
    page.getByText(`These pages open in the Alexa app through ${getHost("app")}.`, { exact: false }),
  ).toBeVisible();

  for (const [index, each] of cardsWithExit.entries()) {
    await page.goto(`/devices/${deviceId}?via=app`);
    await getCard(page, each).click();
    await expectAt(page, links[each]);
    if (index === 0) await signInAtAmazon(page);
    await expectAt(page, links[each]);
    await expect(getHeading(page)).toHaveText(cards[each].page);
    await pressExit(page);
    await expectBackOn(page, deviceId, "Morning coffee", each, "app");
  }
  await page.getByRole("link", { name: "Open again", exact: true }).click();
  await expectAt(page, links.settings);
  await page.goto(`/devices/${deviceId}?via=app`);
  await getCard(page, "enroll").click();
  await expectAt(page, links.enroll);
  await expect(getHeading(page)).toHaveText(cards.enroll.page);
  await expect(page.getByRole("link", { name: "Exit", exact: true })).toHaveCount(0);
});
