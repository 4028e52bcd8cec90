import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { getHost } from "./support/addresses";
import { addCustomer, addSession, countSessions, enter, type TestCustomer } from "./support/database";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { type IdentityProvider, makePerson, startIdentityProvider } from "./support/identity-provider";
import { findLatestCode, findLatestMail } from "./support/mailbox";
import { reservePortal, startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import { chooseCountry, getCountryChange, getCountryChoice, getHeading } from "./support/steps";

const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

let portal: Portal;
let identity: IdentityProvider;
/** Registered at the identity provider, so that they can sign in again. */
let dora: TestCustomer;
let lena: TestCustomer;

test.beforeAll(async () => {
  dora = await addCustomer("Dora Doyle", "DE", ["HB-BREW-2"]);
  lena = await addCustomer("Lena Leaver", "DE", ["HB-BREW-2", "HB-INKWELL-4"]);
  const { port, url } = await reservePortal();
  const people = [dora, lena].map(({ subject, name }) => makePerson(subject, name, "DE"));
  identity = await startIdentityProvider([url], people);
  portal = await startOtherPortal({ port, env: { OIDC_ISSUER: identity.issuer } });
});
test.afterAll(async () => {
  await portal?.stop();
  await identity?.stop();
});

const open = (page: Page, path: string) => page.goto(`${portal.url}${path}`);
const status = (page: Page) => page.getByRole("main").getByRole("status");
const alert = (page: Page) => page.getByRole("main").getByRole("alert");
const press = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true }).click();

/** Opens the account page of a new customer. */
async function openAccount(context: BrowserContext, name: string) {
  const customer = await addCustomer(name, "DE", ["HB-BREW-2"]);
  await enter(context, customer);
  const page = await context.newPage();
  await open(page, "/account");
  await expect(getHeading(page)).toHaveText("Your account");
  return { customer, page };
}

const profileOf = async ({ id }: TestCustomer) =>
  (
    await query<{ name: string; email: string; language: string }>("select * from customers where id = $1", [
      id,
    ])
  )[0];

test("the name at the top links to the account, also on a phone", async ({ context }) => {
  const { page } = await openAccount(context, "Nora Namely");
  await open(page, "/devices");
  const link = page.getByRole("banner").getByRole("link", { name: "Account: Nora Namely" });
  await expect(link).toHaveText("Nora Namely");
  await link.click();
  await expect(getHeading(page)).toHaveText("Your account");
  await page.setViewportSize({ width: 320, height: 700 });
  const box = await link.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48);
  await query("update customers set name = null where name = 'Nora Namely'");
  await page.reload();
  await page.getByRole("banner").getByRole("link", { name: "Account", exact: true }).click();
  await expect(page).toHaveURL(`${portal.url}/account`);
});

test("a name in any script is saved; an invalid one is rejected with a message", async ({ context }) => {
  const { customer, page } = await openAccount(context, "Rita Renamed");
  const name = page.getByRole("textbox", { name: "Your name" });
  await expect(name).toHaveValue("Rita Renamed");
  await name.fill("مريم 👩🏽‍🌾");
  await press(page, "Save name");
  await expect(status(page)).toHaveText("Name saved.");
  await expect(page.getByRole("banner")).toContainText("مريم 👩🏽‍🌾");
  await expect(name).toHaveValue("مريم 👩🏽‍🌾");
  const tooLong = "This name is too long. Use up to 60 characters; some emoji count as several.";
  await name.fill("x".repeat(61));
  await press(page, "Save name");
  await expect(alert(page)).toHaveText(tooLong);
  await expect(name).toHaveAccessibleDescription(tooLong);
  expect((await profileOf(customer))?.name).toBe("مريم 👩🏽‍🌾");
});

test("a language can be set, and reset to the browser’s", async ({ newContext }) => {
  const { page } = await openAccount(await newContext({ locale: "en-GB" }), "Lou Language");
  const chosen = page.getByRole("combobox", { name: "Language of this site and its e-mails" });
  const language = page.locator("html");
  await expect(language).toHaveAttribute("lang", "en-GB");
  await expect(chosen).toHaveValue("");
  await expect(chosen.getByRole("option")).toHaveText([
    ...["Same as my browser", "English (US)", "English (UK)", "Deutsch", "Français"],
    ...["Italiano", "Español", "日本語", "Português (Brasil)"],
  ]);
  await chosen.selectOption("English (US)");
  await press(page, "Save language");
  await expect(status(page)).toHaveText("Language saved.");
  await expect(language).toHaveAttribute("lang", "en-US");
  await expect(chosen).toHaveValue("en-US");
  await chosen.selectOption("Same as my browser");
  await press(page, "Save language");
  await expect(language).toHaveAttribute("lang", "en-GB");
  await expect(chosen).toHaveValue("");
});

test("a country can be set, and the page explains the effect", async ({ context }) => {
  const { page } = await openAccount(context, "Conny Country");
  const country = page.getByRole("region", { name: "Country", exact: true });
  const opens = (region: "EU" | "FE") => page.getByText(`Your Amazon pages open on ${getHost(region)}.`);
  await expect(opens("EU")).toBeVisible();
  await expect(country).toContainText("Germany");
  await getCountryChange(page).click();
  await expect(getCountryChoice(page)).toHaveValue("DE");
  await chooseCountry(page, "Japan");
  await expect(page).toHaveURL(`${portal.url}/account?done=country`);
  await expect(status(page)).toHaveText("Country saved.");
  await expect(country).toContainText("Japan");
  await expect(opens("FE")).toBeVisible();
  await getCountryChange(page).click();
  await chooseCountry(page, "South Africa");
  await expect(page.getByText("isn’t available here for South Africa")).toBeVisible();
  await expect(opens("FE")).toHaveCount(0);
});

test.describe("sessions", () => {
  /** Signs in through the identity provider. */
  async function signIn(page: Page, name: string): Promise<void> {
    await open(page, "/sign-in");
    await press(page, "Sign in");
    await chooseAtProvider(page, name);
    await expect(page).toHaveURL(`${portal.url}/devices`);
  }

  test("one browser signs the other out immediately", async ({ page, newContext }) => {
    const phone = await (await newContext({ userAgent: iPhone })).newPage();
    await signIn(phone, "Dora Doyle");
    await signIn(page, "Dora Doyle");
    await open(page, "/account");
    const rows = page.getByRole("region", { name: "Where you’re signed in" }).getByRole("listitem");
    await expect(rows).toHaveCount(2);
    // Midnight may have passed since.
    await expect(rows.first()).toHaveText(/^Computer, ChromeThis browser(Today|Yesterday)$/);
    await expect(rows.first().getByRole("button")).toHaveCount(0);
    await expect(rows.last()).toHaveText(/^Phone, Safari(Today|Yesterday)Sign out$/);
    const end = rows.last().getByRole("button", { name: "Sign out" });
    await expect(end).toHaveAccessibleDescription(/^Phone, Safari (Today|Yesterday)$/);

    await open(phone, "/account");
    await end.click();
    await expect(status(page)).toHaveText("That browser has been signed out.");
    await expect(rows).toHaveCount(1);
    await phone.getByRole("textbox", { name: "Your name" }).fill("Somebody Else");
    await press(phone, "Save name");
    await expect(phone).toHaveURL(/\/sign-in\?callbackUrl=%2Faccount$/);
    await open(phone, "/devices");
    await expect(getHeading(phone)).toHaveText("Sign in");
    expect((await profileOf(dora))?.name).toBe("Dora Doyle");
  });

  test("all end, including the current one", async ({ context, newContext }) => {
    const { customer, page } = await openAccount(context, "Ella Everywhere");
    const other = await newContext();
    const elsewhere = await enter(other, customer);
    const stranger = await addSession(await addCustomer("Sid Stranger", "DE", []));
    await press(page, "Sign out everywhere");
    await expect(page).toHaveURL(`${portal.url}/`);
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    expect(await countSessions(elsewhere)).toBe(0);
    expect(await countSessions(stranger)).toBe(1);
    const otherPage = await other.newPage();
    await open(otherPage, "/account");
    await expect(getHeading(otherPage)).toHaveText("Sign in");
  });
});

test("the download contains all stored data", async ({ context }) => {
  const { customer, page } = await openAccount(context, "Dan Download");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download my data" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^account-\d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(data).toMatchObject({
    profile: { id: customer.id, externalId: customer.subject, name: "Dan Download", country: "DE" },
    devices: [{ name: "Dan Download, device 1", modelId: "HB-BREW-2", model: "Brew 2" }],
    sessions: [{ device: null }],
    ...{ identities: [], launches: [], codes: [], mails: [] },
  });
  await expect(page.getByRole("link", { name: "Privacy at Hearthby" })).toHaveAttribute("href", /^https:/);
});

test("a new e-mail address needs a code, and the old one is notified", async ({ context }) => {
  const { customer, page } = await openAccount(context, "Emma Email");
  const [before, after] = [`${customer.subject}@example.com`, `new-${customer.subject}@example.com`];
  await query("update customers set email = $2 where id = $1", [customer.id, before]);
  await page.reload();
  await expect(page.getByText(before, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Change e-mail address" }).click();
  const address = page.getByRole("textbox", { name: "New e-mail address" });
  await address.fill(before);
  await press(page, "Send me a code");
  await expect(alert(page)).toHaveText("This is already your address.");
  await address.fill(after);
  await press(page, "Send me a code");
  await expect(page.getByText(`We sent an eight-digit code to ${after}.`)).toBeVisible();
  const code = page.getByRole("textbox", { name: "Code" });
  await code.fill("1234");
  await press(page, "Change e-mail address");
  await expect(alert(page)).toContainText("Codes have eight digits.");
  const right = await findLatestCode(after);
  await code.fill(right === "11111111" ? "22222222" : "11111111");
  await press(page, "Change e-mail address");
  await expect(alert(page)).toContainText("You have 4 tries left.");

  await press(page, "Didn’t get it? Send again");
  await expect(alert(page)).toHaveCount(0);
  await code.fill(right);
  await press(page, "Change e-mail address");
  await expect(alert(page), "the first code is void").toContainText("You have 4 tries left.");
  await code.fill((await findLatestCode(after, 2)).replace(/^(....)/, " $1 "));
  await press(page, "Change e-mail address");
  await expect(status(page)).toHaveText("E-mail address changed.");
  await expect(page.getByText(after, { exact: true })).toBeVisible();
  const told = await findLatestMail(before);
  expect(told.subject).toBe("Your e-mail address for Hearthby was changed");
  expect(told.text).not.toContain(after);
});

test("another customer in the same browser does not see a requested e-mail address", async ({ context }) => {
  const { customer, page } = await openAccount(context, "Olga Other");
  await open(page, "/account/email");
  await page.getByRole("textbox", { name: "New e-mail address" }).fill(`${customer.subject}@example.com`);
  await press(page, "Send me a code");
  await expect(page).toHaveURL(`${portal.url}/account/email/code`);
  await enter(context, await addCustomer("Nils Next", "DE", []));
  await open(page, "/account/email/code");
  await expect(page).toHaveURL(`${portal.url}/account/email`);
  await expect(page.getByRole("main")).not.toContainText(customer.subject);
});

test("deletion needs a recent sign-in and the typed word", async ({ page, context }) => {
  await enter(context, lena);
  await query(
    "update sessions set authenticated_at = authenticated_at - interval '11 minutes' where customer_id = $1",
    [lena.id],
  );
  await open(page, "/account");
  await page.getByRole("link", { name: "Delete my account" }).click();
  await expect(page).toHaveURL(`${portal.url}/sign-in?fresh=1&callbackUrl=%2Faccount%2Fdelete`);
  await expect(page.getByText("To confirm it’s you, sign in again.")).toBeVisible();
  await press(page, "Sign in");
  await chooseAtProvider(page, "Lena Leaver");
  await expect(page).toHaveURL(`${portal.url}/account/delete`);
  await expect(page.getByText("You’re signed in as Lena Leaver.")).toBeVisible();

  const word = page.getByRole("textbox", { name: "Type the word “delete”" });
  await word.fill("yes");
  await press(page, "Delete my account");
  await expect(alert(page)).toHaveText("That’s not the word. Type “delete”.");
  expect(await profileOf(lena)).toBeDefined();

  await query(
    "update sessions set authenticated_at = authenticated_at - interval '11 minutes' where customer_id = $1",
    [lena.id],
  );
  await word.fill("Delete");
  await press(page, "Delete my account");
  await expect(page, "the form, too, takes a fresh sign-in").toHaveURL(/\/sign-in\?fresh=1/);
  await press(page, "Sign in");
  // The provider asks again although the person is signed in there.
  await chooseAtProvider(page, "Lena Leaver");
  await word.fill("Delete");
  await press(page, "Delete my account");
  await expect(page).toHaveURL(`${portal.url}/account/deleted`);
  await expect(getHeading(page)).toHaveText("Your account has been deleted");
  // Only the language of the goodbye page remains.
  const kept = (await context.cookies(portal.url)).filter(({ name }) => /larder|next-auth/.test(name));
  expect(kept.map(({ name, value }) => [name, value])).toEqual([["larder.language", "en-US"]]);
  expect(await profileOf(lena)).toBeUndefined();
  expect(await query("select from devices where customer_id = $1", [lena.id])).toEqual([]);
  // Someone else can now add the units.
  await query(
    "insert into devices (customer_id, model_id, name, serial) values ($1, 'HB-BREW-2', 'Found', $2)",
    [dora.id, `${lena.subject}-1`],
  );
  await open(page, "/account");
  await expect(getHeading(page)).toHaveText("Sign in");
});

test("with the keyboard only: saving a name, and typing the word but keeping the account", async ({
  context,
}) => {
  const { customer, page } = await openAccount(context, "Kim Keyboard");
  await page.getByRole("textbox", { name: "Your name" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Kim K");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Save name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("Name saved.");
  await open(page, "/account/delete");
  await page.getByRole("textbox", { name: "Type the word “delete”" }).focus();
  await page.keyboard.type("no");
  await page.keyboard.press("Enter");
  await expect(alert(page)).toHaveText("That’s not the word. Type “delete”.");
  await page.getByRole("textbox", { name: "Type the word “delete”" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${portal.url}/account`);
  expect((await profileOf(customer))?.name).toBe("Kim K");
});

test("without JavaScript: name, language, address, sessions and deletion", async ({ newContext }) => {
  const context = await newContext({ javaScriptEnabled: false });
  const { customer, page } = await openAccount(context, "Joe Javaless");
  await page.getByRole("textbox", { name: "Your name" }).fill("Joe J");
  await press(page, "Save name");
  await expect(status(page)).toHaveText("Name saved.");
  await page.locator("select[name=language]").selectOption("English (UK)");
  await press(page, "Save language");
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  const other = await addSession(customer);
  await page.reload();
  await page.getByRole("listitem").getByRole("button", { name: "Sign out" }).click();
  await expect(status(page)).toHaveText("That browser has been signed out.");
  expect(await countSessions(other)).toBe(0);

  await page.getByRole("link", { name: "Add an e-mail address" }).click();
  const address = `${customer.subject}@example.com`;
  await page.getByRole("textbox", { name: "New e-mail address" }).fill(address);
  await press(page, "Send me a code");
  await page.getByRole("textbox", { name: "Code" }).fill(await findLatestCode(address));
  await press(page, "Change e-mail address");
  await expect(page.getByText(address, { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Delete my account" }).click();
  await page.getByRole("textbox", { name: "Type the word “delete”" }).fill("DELETE");
  await press(page, "Delete my account");
  await expect(getHeading(page)).toHaveText("Your account has been deleted");
  expect(await profileOf(customer)).toBeUndefined();
});
