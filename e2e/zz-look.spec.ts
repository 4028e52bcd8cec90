import type { Portal } from "../scripts/portal";
import { addCustomer, addSession, enter } from "./support/database";
import { test } from "./support/fixtures";
import { startOtherPortal } from "./support/portals";
import { query } from "./support/records";

let portal: Portal;
test.beforeAll(async () => {
  portal = await startOtherPortal({ env: { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "a@example.com" } });
});
test.afterAll(() => portal.stop());

test("look", async ({ newContext }) => {
  test.setTimeout(200_000);
  const customer = await addCustomer("Alexandra Featherstonehaugh", "GB", ["HB-BREW-2"]);
  await query("update customers set email = 'alexandra.featherstonehaugh@example.com' where id = $1", [
    customer.id,
  ]);
  await addSession(customer);
  await query(
    "update sessions set device = 'phone', browser = 'Safari', seen_at = now() - interval '3 days' where customer_id = $1",
    [customer.id],
  );
  await addSession(customer);
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [320, 1280]) {
      const context = await newContext({ viewport: { width, height: 800 }, colorScheme });
      await enter(context, customer);
      const page = await context.newPage();
      const shot = async (name: string) =>
        page.screenshot({ path: `/tmp/account-look/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await page.goto(`${portal.url}/account?done=name`);
      await shot("account");
      if (colorScheme === "light") {
        await page.goto(`${portal.url}/account?name=characters&country=wrong`);
        await shot("account-faults");
      }
      await page.goto(`${portal.url}/account/delete?word=wrong`);
      await shot("delete");
      await page.goto(`${portal.url}/account/email?problem=taken`);
      await shot("email");
      await page.getByLabel("New e-mail address").fill(`x${width}${colorScheme}@example.com`);
      await page.getByRole("button", { name: "Send me a code" }).click();
      await page.getByLabel("Code").fill("11111111");
      await page.getByRole("button", { name: "Change e-mail address" }).click();
      await shot("code");
      await page.goto(`${portal.url}/sign-in?fresh=1&callbackUrl=%2Faccount%2Fdelete`);
      await shot("fresh");
      await context.clearCookies();
      await page.goto(`${portal.url}/account/deleted`);
      await shot("deleted");
    }
});
