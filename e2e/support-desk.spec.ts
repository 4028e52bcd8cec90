import type { Page } from "playwright/test";
import { buildAppLinks, buildWebsiteLinks, getPortalUrl, type Region } from "./support/addresses";
import { watchAudit } from "./support/audit";
import { expectRight } from "./support/check-link";
import { addReachable } from "./support/code-steps";
import {
  buildCardPath,
  buildCustomerPath,
  buildHandedLink,
  getCustomerRow,
  getSearchAnswer,
  getSearchBox,
  prepareCustomer,
  pressCard,
  sendMail,
} from "./support/desk-steps";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { findLatestMail, listMailsTo, resetMailbox } from "./support/mailbox";
import { findDeviceId, listLaunches } from "./support/records";
import { scan } from "./support/scan";
import { type Card, cards, expectAt, getHeading, pressExit, signInAtAmazon } from "./support/steps";
import { readText } from "./support/texts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const sam = { who: "Sam Okafor", role: "support" };

test.beforeEach(resetMailbox);

const journeys = [
  {
    ...{ subject: "jonas", name: "Jonas Weber", country: "DE", language: "de", locale: "de-DE" },
    ...{ region: "EU", device: "Kaffeemaschine", modelId: "HB-BREW-2", typed: "nas web" },
  },
  {
    ...{ subject: "emily", name: "Emily Carter", country: "US", language: "en-US", locale: "en-US" },
    ...{ region: "NA", device: "Morning coffee", modelId: "HB-BREW-2", typed: "EMILY@exam" },
  },
  {
    ...{ subject: "hana", name: "佐藤 花", country: "JP", language: "ja", locale: "ja-JP" },
    ...{ region: "FE", device: "リビングの空気清浄機", modelId: "HB-BREEZE-3", typed: "佐藤" },
  },
] as const satisfies { region: Region; [key: string]: string }[];
type Journey = (typeof journeys)[number];

for (const journey of journeys) {
  const { subject, name, country, language, device, typed } = journey;
  test(`${name} is found, gets a mail, opens its link on a phone and returns from Amazon`, async ({
    page,
    signInOnPages,
    newContext,
  }) => {
    const customer = await prepareCustomer(subject, country, language);
    const deviceId = await findDeviceId(subject, device);
    const about = { ...sam, about: [customer.id] };
    const aboutCard = { ...about, details: { deviceId, card: "supplies" }, reason: null };
    const recorded = await watchAudit();
    await signInOnPages(page, "Sam Okafor");
    expect(await recorded()).toMatchObject([{ event: "staff.signed-in", ...sam, about: [], reason: null }]);

    await expect(getSearchBox(page)).toBeFocused();
    await page.keyboard.type(typed);
    // A pause while typing may show the customer already, in an answer that the last one replaces.
    await expect(getSearchBox(page)).toHaveAttribute("value", typed);
    await expect(getCustomerRow(page, customer)).toContainText(name);
    await page.keyboard.press("ArrowDown");
    await expect(getCustomerRow(page, customer)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(getSearchBox(page)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    // Pauses while typing trigger and record several searches, but they show only this customer.
    const searches = await recorded();
    expect(new Set(searches.map(({ event }) => event))).toEqual(new Set(["customers.searched"]));
    expect(searches.at(-1)).toMatchObject({ ...about, reason: null });

    await page.keyboard.press("Enter");
    await expectAt(page, getPortalUrl() + buildCustomerPath(customer));
    await expect(getHeading(page)).toHaveText(name);
    expect(await recorded()).toMatchObject([{ event: "customer.viewed", ...about, reason: null }]);

    await pressCard(page, device, "supplies");
    expect(await recorded()).toMatchObject([{ event: "card.viewed", ...aboutCard }]);
    await sendMail(page, customer.email);
    expect(await recorded()).toMatchObject([
      { event: "link.mailed", ...aboutCard },
      { event: "card.viewed", ...aboutCard },
    ]);

    const link = buildHandedLink(deviceId, "supplies");
    await expectMail(customer.email, journey, link);
    await followOnPhone(
      await (await newContext({ ...phone, locale: journey.locale })).newPage(),
      journey,
      link,
    );
    expect(await listLaunches(subject)).toMatchObject([
      { device, card: "supplies", open: false, returned: true },
    ]);
    expect(await recorded(), "what customers do is no event of staff’s").toEqual([]);

    await page.goto(buildCustomerPath(customer));
    const timeline = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
    for (const entry of ["Returned from Amazon", "Opened in the browser", "Link sent by e-mail"])
      await expect(timeline.filter({ hasText: entry }).first()).toContainText(`Supply tracking · ${device}`);
  });
}

/** Expects the mail in the customer's language, with its sender, its reason and the card's link. */
async function expectMail(email: string, { language, device }: Journey, link: string): Promise<void> {
  const card = readText(language, "cards.supplies.title");
  const says = (key: string) => readText(language, `mail.link.${key}`, { card, device, name: "Sam Okafor" });
  const { subject, text, html, links } = await findLatestMail(email);
  expect(subject).toBe(says("subjectDevice"));
  for (const key of ["from", "whatDevice", "next", "secret", "ignore"]) expect(text).toContain(says(key));
  expect(html).toContain(`lang="${language}"`);
  expect(links.filter((each) => each.startsWith(`${getPortalUrl()}/devices`))).toEqual([link]);
}

/** Follows the link as the customer: signs in, opens the card, and presses Exit. */
async function followOnPhone(page: Page, journey: Journey, link: string): Promise<void> {
  const { name, language, device, region, modelId } = journey;
  await page.goto(link);
  await expect(getHeading(page)).toHaveText(readText(language, "signIn.title"));
  await page
    .getByRole("main")
    .getByRole("button", { name: readText(language, "signIn.button") })
    .tap();
  await chooseAtProvider(page, name);
  await expectAt(page, link);
  await expect(getHeading(page)).toHaveText(device);
  await page.locator("a[href$='/go/supplies']").tap();
  await signInAtAmazon(page);
  await expectAt(page, buildWebsiteLinks(region, modelId).supplies);
  await expect(getHeading(page)).toHaveText(cards.supplies.page);
  await pressExit(page);
  await expect(page).toHaveURL(new RegExp(`^${link.replace(/\?.*/, "")}\\?back=[0-9a-f-]{36}$`));
  const card = readText(language, "cards.supplies.title");
  await expect(page.getByRole("status")).toContainText(readText(language, "back.one", { card, device }));
}

test("search and mail work without JavaScript", async ({ newContext, signIn }) => {
  const customer = await prepareCustomer("oliver", "GB", "en-GB");
  const deviceId = await findDeviceId("oliver", "Coffee machine");
  const page = await (await newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, "Sam Okafor");
  const recorded = await watchAudit();
  await expect(getSearchBox(page)).toBeFocused();
  await page.keyboard.type("oliver-0001");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/support\?q=sealed\.[\w.-]+$/);
  await expect(getSearchBox(page)).toHaveValue("oliver-0001");
  await expect(getSearchAnswer(page)).toHaveText("1 customer found");
  await expect(getCustomerRow(page, customer)).toContainText("Serial number OLIVER-0001");
  await getCustomerRow(page, customer).click();
  await expect(getHeading(page)).toHaveText("Oliver Hughes");
  await pressCard(page, "Coffee machine", "history");
  await sendMail(page, customer.email);
  expect((await recorded()).map(({ event, about }) => [event, ...about])).toEqual(
    ["customers.searched", "customer.viewed", "card.viewed", "link.mailed", "card.viewed"].map((event) => [
      event,
      customer.id,
    ]),
  );
  expect((await findLatestMail(customer.email)).links).toContain(buildHandedLink(deviceId, "history"));
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the QR codes contain the portal’s link and the app’s, ${colorScheme}`, async ({
    page,
    browser,
    signIn,
  }) => {
    await page.emulateMedia({ colorScheme });
    const customer = await prepareCustomer("emily", "US", "en-US");
    const deviceId = await findDeviceId("emily", "Morning coffee");
    await signIn(page, "Sam Okafor");
    await page.goto(buildCardPath(customer, deviceId));
    await expect(page.getByRole("img", { name: /^QR code/ })).toHaveCount(0);
    const recorded = await watchAudit();
    const shown = (link: string) => [
      {
        ...{ event: "link.shown", ...sam, about: [customer.id], reason: null },
        details: { deviceId, card: "supplies", link, as: "qr" },
      },
    ];
    await page.getByRole("link", { name: "Show QR" }).click();
    const ownCode = page.getByRole("img", { name: "QR code with the portal link" });
    expect(await scan(browser, ownCode)).toBe(buildHandedLink(deviceId, "supplies"));
    expect(await recorded()).toMatchObject(shown("portal"));

    await page
      .getByRole("navigation", { name: "What the QR code opens" })
      .getByRole("link", { name: "Alexa app link" })
      .click();
    const link = await scan(browser, page.getByRole("img", { name: "QR code with the Alexa app link" }));
    expect(link).toBe(buildAppLinks("HB-BREW-2").supplies);
    expect(await recorded()).toMatchObject(shown("app"));
    await expectRight(page, link ?? "");
    await page.goto(link ?? "");
    await signInAtAmazon(page);
    await expect(getHeading(page)).toHaveText(cards.supplies.page);
  });
}

test("each link is copied unchanged", async ({ page, context, signIn }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const customer = await prepareCustomer("jonas", "DE", "de");
  const deviceId = await findDeviceId("jonas", "Drucker im Flur");
  await signIn(page, "Sam Okafor");
  await page.goto(buildCardPath(customer, deviceId, "inventory"));
  const recorded = await watchAudit();
  await page.getByRole("link", { name: "Copy link" }).click();
  for (const [label, link] of [
    ["Portal link", buildHandedLink(deviceId, "inventory")],
    ["Amazon website link", buildWebsiteLinks("EU", "HB-INKWELL-4").inventory],
    ["Alexa app link", buildAppLinks("HB-INKWELL-4").inventory],
  ] as const) {
    await expect(page.getByRole("textbox", { name: label })).toHaveValue(link);
    await page.getByRole("button", { name: `Copy ${label}` }).click();
    await expect(page.getByRole("button", { name: `Copied ${label}` })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  }
  const details = { deviceId, card: "inventory", link: "portal", as: "text" };
  expect(await recorded()).toMatchObject([{ event: "link.shown", ...sam, about: [customer.id], details }]);
});

test("the sixth mail within a day is rejected with a message, also on the narrowest phone", async ({
  newContext,
  signIn,
}) => {
  // A customer no other test mails, because the same link within a minute is not mailed again.
  const customer = await addReachable("Lena Limit", "US", ["HB-BREW-2"]);
  const deviceId = customer.devices[0] as string;
  const page = await (await newContext({ ...phone, viewport: { width: 320, height: 640 } })).newPage();
  await signIn(page, "Sam Okafor");
  const early = await page.context().newPage();
  await early.goto(buildCardPath(customer, deviceId, "enroll"));
  const recorded = await watchAudit();
  const five: Card[] = ["supplies", "inventory", "history", "parts", "settings"];
  for (const card of five) {
    await page.goto(buildCardPath(customer, deviceId, card));
    await sendMail(page, customer.email);
  }
  await findLatestMail(customer.email, 5);

  await early.getByRole("button", { name: "Send by e-mail" }).tap();
  const words =
    /^This customer has been sent five links by e-mail within a day, the maximum\. You can send the next one after .+ UTC\./;
  await expect(early.getByRole("main").getByRole("alert")).toHaveText(words);
  await expect(early.getByRole("main").getByRole("alert")).toBeInViewport({ ratio: 1 });
  const excess = await early.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess, "sideways scrolling").toBe(0);
  await early.goto(buildCardPath(customer, deviceId));
  await expect(early.getByText(words)).toBeVisible();
  await expect(early.getByRole("button", { name: "Send by e-mail" })).toHaveCount(0);
  // The other ways to hand over the link still work.
  await expect(early.getByRole("link", { name: "Show QR" })).toBeVisible();
  const mailed = (await recorded()).filter(({ event }) => event === "link.mailed");
  expect(mailed.map(({ details }) => details.card)).toEqual(five);
  expect(await listMailsTo(customer.email)).toHaveLength(5);
});
