import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright/test";
import { type Portal, tryPortal } from "../launcher/portal";
import { site } from "./support/addresses";
import { addReachable, askForCode, typeCode } from "./support/code-steps";
import { addStaffSession, enter, makeSessionCookie } from "./support/database";
import { makeDeskStates } from "./support/desk-states";
import { expect, test } from "./support/fixtures";
import { findLatestMail, resetMailbox } from "./support/mailbox";
import { changeOptions, startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import { getHeading, pressExit, signInAtAmazon } from "./support/steps";
import { readText } from "./support/texts";

const pictures = path.resolve("test-results/languages");

const groups = Object.keys(JSON.parse(readFileSync("messages/en-US.json", "utf8")));
// Not the name of a file such as devices.csv.
const keyOfText = new RegExp(`\\b(?:${groups.join("|")})\\.(?!csv\\b)[a-z]`);

let portal: Portal;
test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  portal = await startOtherPortal({ env: { SIGN_IN: "oidc,email", PSEUDO_LANGUAGE: "true" } });
});
test.afterAll(() => portal?.stop());
test.beforeEach(resetMailbox);

/** Expects a page in its language, without bare keys or horizontal scrolling. Takes a picture if not. */
async function look(page: Page, language: string, name: string): Promise<void> {
  await test.step(name, async () => {
    const { errors } = test.info();
    const before = errors.length;
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    const text = await page.evaluate<string>("document.body.innerText");
    expect.soft(text, "a key instead of a text").not.toMatch(keyOfText);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 720 });
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(excess, `${name}: sideways scrolling at ${width} px`).toBe(0);
    }
    // Text cut off inside or beside a button does not scroll, so check it separately.
    const cut = await page.locator("button, a, summary, label, h1, h2, h3").evaluateAll((elements) =>
      elements
        .filter(
          (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline",
        )
        .filter((each) => !each.matches(".sr-only, .skip"))
        .map((each) => each.textContent),
    );
    expect.soft(cut, `${name}: words that are wider than their place`).toEqual([]);
    if (errors.length > before)
      await page.screenshot({ path: path.join(pictures, `${language}-${name}.png`), fullPage: true });
  });
}

const readers = [
  { language: "en-US", locale: "en-US", country: "US", region: "NA" },
  { language: "en-GB", locale: "en-GB", country: "GB", region: "EU" },
  { language: "de", locale: "de-AT", country: "DE", region: "EU" },
  { language: "fr", locale: "fr-CA", country: "FR", region: "EU" },
  { language: "it", locale: "it-IT", country: "IT", region: "EU" },
  { language: "es", locale: "es-MX", country: "ES", region: "EU" },
  { language: "ja", locale: "ja-JP", country: "JP", region: "FE" },
  { language: "pt-BR", locale: "pt-BR", country: "US", region: "NA" },
  { language: "en-XA", locale: "en-US", country: "DE", region: "EU" },
] as const;

for (const { language, locale, country, region } of readers) {
  test(`${language}: from the mail to Amazon and back`, async ({ newContext, expected }) => {
    expected.faults.push(/status of 404/);
    const file = language === "en-XA" ? "en-US" : language;
    const { email, devices } = await addReachable("Renate Reader", country, ["HB-INKWELL-4"]);
    await query("update devices set name = 'X' where id = $1", [devices[0]]);
    const page = await (await newContext({ locale })).newPage();
    if (language === "en-XA")
      await page.context().addCookies([{ name: "larder.language", value: language, url: portal.url }]);
    const says = async (key: string) => {
      if (language !== "en-XA") await expect(getHeading(page)).toHaveText(readText(file, key));
    };

    await page.goto(portal.url);
    await says("welcome.title");
    await look(page, language, "welcome");
    for (const query of ["model=HB-INKWELL-4", "model=HB-INKWELL-4&country=DE"]) {
      await page.goto(`${portal.url}/open/settings/start?${query}`);
      await look(page, language, `visit-${query.length}`);
    }
    await page.goto(`${portal.url}/sign-in?problem=address`);
    await says("signIn.title");
    await look(page, language, "sign-in");
    await askForCode(page, email);
    await says("code.title");
    await look(page, language, "code");

    // The customer's language is unknown, so the mail has the page's language.
    const mail = await findLatestMail(email);
    if (language !== "en-XA") expect(mail.subject).toBe(readText(file, "mail.code.subject"));
    if (language !== "en-XA") expect(mail.html).toContain(`lang="${language}"`);
    writeFileSync(path.join(pictures, `${language}-mail.html`), mail.html);
    await typeCode(page, mail.text.match(/^\d{8}$/m)?.[0] ?? "");
    await says("devices.title");
    await look(page, language, "devices");
    // The first sign-in saves the page's language in the profile.
    expect(await query("select language from customers where email = $1", [email])).toEqual([{ language }]);

    await page.goto(`${portal.url}/devices/${devices[0]}`);
    await look(page, language, "device");
    await page.setViewportSize({ width: 390, height: 844 });
    const lead = await page.locator("a[href*='/go/']").first().boundingBox();
    expect
      .soft((lead?.y ?? 844) + (lead?.height ?? 0), "lower edge of the first card")
      .toBeLessThanOrEqual(844);
    await page.locator("a[href$='/go/supplies']").click();
    await signInAtAmazon(page);
    expect(page.url()).toContain(`${site[region]()}/drs/partner/page/sensor_tracking_selection?`);
    await pressExit(page);
    await expect(page).toHaveURL(new RegExp(`^${portal.url}/devices/${devices[0]}\\?back=`));
    await look(page, language, "back");

    for (const place of [
      "/devices/add?problem=refused",
      `/devices/${devices[0]}/remove`,
      "/account",
      "/account/country",
      "/account/email",
      "/account/delete",
      "/cookies",
    ]) {
      await page.goto(portal.url + place);
      await look(
        page,
        language,
        place
          .replace(/\?.*|[0-9a-f-]{36}\//g, "")
          .slice(1)
          .replaceAll("/", "-"),
      );
    }
    await page.goto(`${portal.url}/devices/${devices[0]}/go/nothing`);
    await says("problems.not-found.title");
    await look(page, language, "problem");
  });
}

const deskPages = [
  "search-found",
  "customer",
  "card-links",
  "card-reason",
  "overview",
  "audit",
  "staff",
  "keys",
  "key-odd",
  "key-revoke",
  "imports",
  "import-checked",
  "import-failed",
  "import-stuck",
  "import-match",
  "devices",
  "models",
  "model",
  "model-new",
  "model-delete",
  "customer-gone",
];

for (const { language, locale } of readers) {
  test(`${language}: the support desk`, async ({ newContext }) => {
    const context = await newContext({ locale });
    await context.addCookies([
      makeSessionCookie(await addStaffSession("admin")),
      { name: "larder.language", value: language, url: portal.url },
    ]);
    const page = await context.newPage();
    for (const { name, path } of (await makeDeskStates()).filter((state) => deskPages.includes(state.name))) {
      await page.goto(portal.url + path);
      await look(page, language, name);
    }
  });
}

test("the switcher works without JavaScript, returns to the page, and changes the profile", async ({
  newContext,
}) => {
  const customer = await addReachable("Wanda Wechsel", "GB", []);
  const context = await newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  const choose = async (name: string) => {
    await page.locator("footer summary").click();
    await page.getByRole("button", { name, exact: true }).click();
  };
  await page.goto(`${portal.url}/sign-in?callbackUrl=%2Faccount`);
  await choose("日本語");
  await expect(page).toHaveURL(`${portal.url}/sign-in?callbackUrl=%2Faccount`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");

  // The profile's language has priority over the cookie's.
  await enter(context, customer);
  await page.goto(`${portal.url}/devices`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await choose("Italiano");
  await expect(page).toHaveURL(`${portal.url}/devices`);
  await expect(getHeading(page)).toHaveText(readText("it", "devices.title"));
  await context.addCookies([{ name: "larder.language", value: "fr", url: portal.url }]);
  await page.reload();
  await expect(getHeading(page)).toHaveText(readText("it", "devices.title"));
  // The country does not affect the language.
  await query("update customers set country = 'JP' where id = $1", [customer.id]);
  await page.reload();
  await expect(getHeading(page)).toHaveText(readText("it", "devices.title"));
});

for (const value of ["xx", "sw", "../../etc/passwd", "%00", "x".repeat(2000), "de; drop table"]) {
  test(`an unknown language in cookie and profile is ignored: ${value.slice(0, 20)}`, async ({
    newContext,
  }) => {
    const customer = await addReachable("Una Unbekannt", "GB", []);
    // The database refuses what is no tag.
    if (/^[a-z]{2}$/.test(value))
      await query("update customers set language = $2 where id = $1", [customer.id, value]);
    const context = await newContext({ locale: "de-DE" });
    await enter(context, customer);
    await context.addCookies([
      { name: "larder.language", value: encodeURIComponent(value), url: portal.url },
    ]);
    const page = await context.newPage();
    await page.goto(`${portal.url}/devices`);
    await expect(getHeading(page)).toHaveText(readText("de", "devices.title"));
  });
}

test("a partner’s own texts replace the defaults, and an invalid file stops the start", async ({ page }) => {
  const file = path.join(pictures, "texts.json");
  writeFileSync(file, JSON.stringify({ "en-US": { welcome: { title: "{partner} at home" } } }));
  const own = await startOtherPortal({ env: { PARTNER_TEXTS: file } });
  await page.goto(own.url);
  await expect(getHeading(page)).toHaveText("Hearthby at home");
  await page.goto("about:blank");
  await own.stop();

  writeFileSync(file, JSON.stringify({ de: { welcome: { titel: "x" } }, nl: {} }));
  const failed = await tryPortal(await changeOptions({ env: { PARTNER_TEXTS: file } }));
  expect(failed).toMatchObject({ exitCode: 1 });
  const output = "output" in failed ? failed.output : "";
  expect(output).toContain(`PARTNER_TEXTS: ${file} has "de" "welcome.titel"`);
  expect(output).toContain(`PARTNER_TEXTS: ${file} has "nl"`);
});
