import { expect, type Locator, type Page } from "playwright/test";
import { getPortalUrl } from "./addresses";
import { query } from "./records";
import { type Card, cards, getHeading } from "./steps";

export type KnownCustomer = { id: string; name: string; email: string };

/** Somebody of the demo as after their first sign-in: country and language are known. */
export async function prepareCustomer(
  subject: string,
  country: string,
  language: string,
): Promise<KnownCustomer> {
  const [row] = await query<KnownCustomer>(
    "update customers set country = $2, language = $3 where external_id = $1 returning id, name, email",
    [subject, country, language],
  );
  if (!row) throw new Error(`There is no customer ${subject}.`);
  return row;
}

export const getSearchBox = (page: Page) =>
  page.getByRole("searchbox", { name: "E-mail address, name, serial number or customer number" });

/** What the search says: how many were found, or why nobody is shown. */
export const getSearchAnswer = (page: Page) => page.locator("#search-answer");

/** A customer's row in the answer. */
export const getCustomerRow = (page: Page, { id }: { id: string }) =>
  page.getByRole("main").locator(`a[href="/support/customers/${id}"]`);

export const buildCustomerPath = ({ id }: { id: string }) => `/support/customers/${id}`;

/** The desk's page of a customer's card. */
export const buildCardPath = (customer: { id: string }, device: string, card: Card = "supplies") =>
  `${buildCustomerPath(customer)}/cards/${card}?device=${device}`;

/** A device's card on the customer's page. */
export const getCardRow = (page: Page, device: string, card: Card): Locator =>
  page
    .getByRole("list", { name: device })
    .getByRole("link", { name: `${cards[card].title} Hand over`, exact: true });

/** From the customer's page to one of their cards. */
export async function pressCard(page: Page, device: string, card: Card): Promise<void> {
  await getCardRow(page, device, card).click();
  await expect(getHeading(page)).toHaveText(cards[card].title);
}

/** Sends the link of the card that is open, and sees that it is on its way. */
export async function sendMail(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Send by e-mail" }).click();
  await expect(page.getByRole("status").filter({ hasText: email })).toHaveText(
    `The e-mail is on its way to ${email}.`,
  );
}

/** The address that a customer gets of a device's card: no person and no session in it. */
export const buildHandedLink = (device: string, card: Card) =>
  `${getPortalUrl()}/devices/${device}?card=${card}`;

export const getReasonField = (page: Page) => page.getByRole("textbox", { name: "Reason or ticket number" });

/** Opens the card that is shown in a new tab, which it gives back. */
export async function openHere(page: Page, why: string): Promise<Page> {
  await getReasonField(page).fill(why);
  const popup = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open here in a new tab" }).click();
  return popup;
}

/** What is said instead of anything that could not be put on record. */
export async function expectUnrecorded(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "We couldn’t record this" })).toBeVisible();
  await expect(page.getByText("so nothing was opened, shown or sent.")).toBeVisible();
  await expect(page.getByText(/^Reference(: | )[0-9A-F]+/)).toBeVisible();
}
