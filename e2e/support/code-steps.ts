import { randomBytes } from "node:crypto";
import { expect, type Page } from "playwright/test";
import { addCustomer, type TestCustomer } from "./database";
import { findLatestCode } from "./mailbox";
import { query } from "./records";

/** Adds a customer with a unique e-mail address. */
export async function addReachable(
  name: string,
  country: string,
  modelIds: string[],
): Promise<TestCustomer & { email: string }> {
  const customer = await addCustomer(name, country, modelIds);
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  await query("update customers set email = $2 where id = $1", [customer.id, email]);
  return { ...customer, email };
}

/** Requests a code on the open sign-in page, in any language. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await page.locator("input[name=email]").fill(email);
  await page
    .locator("form", { has: page.locator("input[name=email]") })
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(/\/sign-in\/code(\?callbackUrl=|$)/);
}

export const getCodeField = (page: Page) => page.locator("input[name=code]");

export async function typeCode(page: Page, code: string): Promise<void> {
  await getCodeField(page).fill(code);
  await page
    .locator("form", { has: getCodeField(page) })
    .getByRole("button")
    .click();
}

/** Signs in by code, up to the first page after it. */
export async function signInByCode(page: Page, portal: string, email: string, count = 1): Promise<void> {
  await page.goto(`${portal}/sign-in`);
  await askForCode(page, email);
  await typeCode(page, await findLatestCode(email, count));
  await expect(page).toHaveURL(`${portal}/devices`);
}
