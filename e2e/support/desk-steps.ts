import { expect, type Locator, type Page } from "playwright/test";
import { getPortalUrl } from "./addresses";
import { query } from "./records";
import { type Card, cards, getHeading } from "./steps";

export type KnownCustomer = { id: string; name: string; email: string };

/** Sets a demo customer's country and language, as the first sign-in does. */
export async function prepareCustomer(
  subject: string,
  country: string,
  language: string,
): Promise<KnownCustomer> {
  const [row] = await query<KnownCustomer>(
    "update customers set country = $2, language = $3 where external_id = $1 returning id, name, email",
    [subject, country, language],
  );
  if (!row) throw new Error(`No customer ${subject}.`);
  return row;
}

export const getSearchBox = (page: Page) =>
  page.getByRole("searchbox", { name: "E-mail address, name, serial number or customer number" });

/** The search's status line: the number of matches, or why none are shown. */
export const getSearchAnswer = (page: Page) => page.locator("#search-answer");

/** A customer's row in the search results. */
export const getCustomerRow = (page: Page, { id }: { id: string }) =>
  page.getByRole("main").locator(`a[href="/support/customers/${id}"]`);

export const buildCustomerPath = ({ id }: { id: string }) => `/support/customers/${id}`;

/** Builds the path of a card's page at the support desk. */
export const buildCardPath = (customer: { id: string }, device: string, card: Card = "supplies") =>
  `${buildCustomerPath(customer)}/cards/${card}?device=${device}`;

/** A device's card on the customer's page. */
export const getCardRow = (page: Page, device: string, card: Card): Locator =>
  page
    .getByRole("list", { name: device })
    .getByRole("link", { name: `${cards[card].title} Hand over`, exact: true });

/** Opens a card from the customer's page. */
export async function pressCard(page: Page, device: string, card: Card): Promise<void> {
  await getCardRow(page, device, card).click();
  await expect(getHeading(page)).toHaveText(cards[card].title);
}

/** Mails the link of the open card, and expects the confirmation. */
export async function sendMail(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Send by e-mail" }).click();
  await expect(page.getByRole("status").filter({ hasText: email })).toHaveText(
    `The e-mail is on its way to ${email}.`,
  );
}

/** Builds the link to a device's card that customers get. It identifies no person and no session. */
export const buildHandedLink = (device: string, card: Card) =>
  `${getPortalUrl()}/devices/${device}?card=${card}`;

export const getReasonField = (page: Page) => page.getByRole("textbox", { name: "Reason or ticket number" });

/** Opens the current card in a new tab. @returns the new tab */
export async function openHere(page: Page, why: string): Promise<Page> {
  await getReasonField(page).fill(why);
  const popup = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open here in a new tab" }).click();
  return popup;
}

/** Expects the error page for an action that could not be recorded. */
export async function expectUnrecorded(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "We couldn’t record this" })).toBeVisible();
  await expect(page.getByText("so nothing was opened, shown or sent.")).toBeVisible();
  await expect(page.getByText(/^Reference(: | )[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)).toBeVisible();
}
