import { expect, type Page } from "playwright/test";
import { site } from "./addresses";

/** Checks a link with the sandbox's checker. */
export async function checkLink(page: Page, link: string): Promise<void> {
  await page.goto(`${site.EU()}/check`);
  await page.getByLabel("Link", { exact: true }).fill(link);
  await page.getByRole("button", { name: "Check" }).click();
}

/** The heading with the checker's verdict. */
export const getVerdict = (page: Page) => page.getByRole("heading", { level: 2 });

/** Checks a link and expects it to be valid. */
export async function expectRight(page: Page, link: string): Promise<void> {
  await checkLink(page, link);
  await expect(getVerdict(page)).toHaveText("This link is right");
}
