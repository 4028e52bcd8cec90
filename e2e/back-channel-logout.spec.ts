import { getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { getHeading } from "./support/steps";

const issuer = () => process.env.E2E_ISSUER as string;

for (const [name, home, title] of [
  ["Oliver Hughes", "/devices", "Your devices"],
  ["Sam Okafor", "/support", "Find a customer"],
] as const) {
  test(`${name} signs out at the identity provider, which ends only this browser's portal session`, async ({
    page,
    signInOnPages,
    newContext,
  }) => {
    await signInOnPages(page, name);
    const elsewhere = await (await newContext()).newPage();
    await signInOnPages(elsewhere, name);

    const provider = await page.context().newPage();
    await provider.goto(issuer());
    await provider.getByRole("link", { name: "Sign out here and everywhere" }).click();
    await provider.getByRole("button", { name: "Sign out" }).click();
    await expect(getHeading(provider)).toHaveText("You are signed out");

    // The browser still has its cookie, but the session behind it has ended.
    expect((await page.context().cookies(getPortalUrl())).map((cookie) => cookie.name)).toContain(
      "larder.session",
    );
    await page.goto(home);
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await elsewhere.goto(home);
    await expect(getHeading(elsewhere)).toHaveText(title);

    // A new sign-in starts a new session, even in the same browser.
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name }).click();
    await expect(getHeading(page)).toHaveText(title);
  });
}
