import { expect, type Page } from "playwright/test";
import { site } from "./addresses";

/** Has the sandbox's checker look at a link. */
export async function checkLink(page: Page, link: string): Promise<void> {
  await page.goto(`${site.EU()}/check`);
  await page.getByLabel("Link", { exact: true }).fill(link);
  await page.getByRole("button", { name: "Check" }).click();
}

/** What it found. */
export const getVerdict = (page: Page) => page.getByRole("heading", { level: 2 });

/** The same, where nothing may be wrong. */
export async function expectRight(page: Page, link: string): Promise<void> {
  await checkLink(page, link);
  await expect(getVerdict(page)).toHaveText("This link is right");
}
