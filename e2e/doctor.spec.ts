import { getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { resetMailbox, setMailboxBehaviour } from "./support/mailbox";
import { getHeading } from "./support/steps";

test.use({ javaScriptEnabled: false });
test.afterEach(resetMailbox);

test("an administrator checks the installation, again after the mail server fell silent", async ({
  page,
  signInOnPages,
}) => {
  await signInOnPages(page, "Ada Lindqvist");
  await page.goto("/admin");
  await page.getByRole("link", { name: "Check the installation", exact: true }).click();
  await expect(page).toHaveURL(`${getPortalUrl()}/admin/doctor`);
  await expect(getHeading(page)).toHaveText("Installation check");
  const topic = (name: string) => page.getByRole("region", { name, exact: true });
  const topics = ["Settings", "Database", "Mail server", "Identity provider", "Public address", "Worker"];
  for (const name of topics) await expect(topic(name).getByRole("listitem").first()).toContainText("Right");
  await expect(topic("Public address")).toContainText("It runs this build");
  await expect(topic("Public address")).toContainText("X-Forwarded-For of your request has 0 entries, as");
  await expect(topic("Identity provider")).toContainText(`${getPortalUrl()}/api/auth/callback/oidc`);
  await expect(page.getByText("fault", { exact: false })).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(/postgres(ql)?:|smtps?:\/\//);

  await setMailboxBehaviour("hang");
  await page.getByRole("link", { name: "Check again", exact: true }).click();
  // The check waits some seconds for the server.
  await expect(page.getByText("1 fault", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(topic("Mail server").getByRole("listitem")).toHaveText([/^Fault .* takes no mail: ETIMEDOUT/]);
  await expect(topic("Database").getByRole("listitem").first()).toContainText("Right");
});
