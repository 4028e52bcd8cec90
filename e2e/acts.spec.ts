import { readFile } from "node:fs/promises";
import { getPortalUrl } from "./support/addresses";
import { addCustomer, addStaffSession, addUnit, enter, makeSessionCookie } from "./support/database";
import { buildCustomerPath } from "./support/desk-steps";
import { expect, test } from "./support/fixtures";
import { query } from "./support/records";
import { getHeading } from "./support/steps";

for (const javaScriptEnabled of [true, false])
  test(`an administrator acts for a customer, JavaScript: ${javaScriptEnabled}`, async ({ newContext }) => {
    const context = await newContext({ javaScriptEnabled });
    await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
    const page = await context.newPage();
    const seller = await addCustomer("Selma Seller", "DE", ["HB-INKWELL-4", "HB-BREW-2"]);
    const buyer = await addCustomer("Bruno Buyer", "DE", []);
    const buying = await newContext();
    await enter(buying, buyer);
    const own = await buying.newPage();

    await page.goto(buildCustomerPath(seller));
    await page.getByRole("link", { name: "Correct model Selma Seller, device 1" }).click();
    await page.getByLabel("Right model").selectOption({ label: "Breeze 3 (HB-BREEZE-3)" });
    await page.getByRole("button", { name: "Correct model" }).click();
    await expect(page.getByRole("status")).toHaveText("The model was corrected.");

    await page.getByRole("link", { name: "Transfer device Selma Seller, device 1" }).click();
    await page.getByLabel("New owner").fill("nobody-has-this");
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByRole("alert").first()).toContainText("No customer has exactly this number");
    await page.getByLabel("New owner").fill(buyer.subject);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("button", { name: "Transfer to Bruno Buyer" }).click();
    await expect(page.getByRole("status")).toHaveText("The device was transferred.");
    await expect(page.getByText("Selma Seller, device 1")).toHaveCount(0);
    await own.goto("/devices");
    await expect(own.getByText("Breeze 3").first()).toBeVisible();
    await expect(own.getByText("Selma")).toHaveCount(0);

    const unit = await addUnit("HB-BREW-2");
    await page.goto("/admin/models");
    await page.getByRole("link", { name: "Revoke devices" }).click();
    await page.getByLabel("Model").selectOption("HB-BREW-2");
    await page.getByLabel("Serial numbers").fill(`${seller.subject}-2\nNONE`);
    const buffer = Buffer.from(`${unit.serial.toLowerCase()}\n`);
    await page
      .getByLabel("Or a text file")
      .setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer });
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText("1 device will leave its owner’s list.")).toBeVisible();
    await expect(page.getByText("1 device has no owner now.")).toBeVisible();
    await expect(page.getByText("1 serial number is unknown: NONE")).toBeVisible();
    await page.getByLabel("Reason or ticket number").fill("Stolen batch, T-1");
    await page.getByRole("button", { name: "Revoke for good" }).click();
    await expect(page.getByRole("status")).toContainText("nobody can add them again");
    const present = await query("select from devices where customer_id = $1 and removed_at is null", [
      seller.id,
    ]);
    expect(present).toHaveLength(0);

    await page.goto(buildCustomerPath(seller));
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download their data" }).click();
    const file = JSON.parse(await readFile(await (await downloading).path(), "utf8"));
    expect(file).toMatchObject({ profile: { name: "Selma Seller" }, devices: [{}, {}] });

    await page.getByRole("link", { name: "Delete this customer" }).click();
    await page.getByLabel("Ticket or file reference").fill("She wrote");
    await page.getByRole("button", { name: "Delete customer" }).click();
    await expect(page.getByRole("alert").first()).toContainText("That’s not a reference.");
    await page.getByLabel("Ticket or file reference").fill("T-4711");
    await page.getByRole("button", { name: "Delete customer" }).click();
    await expect(page).toHaveURL(`${getPortalUrl()}/support?done=deleted`);
    await expect(page.getByRole("status").first()).toHaveText("The customer was deleted.");
    await page.goto(buildCustomerPath(seller));
    await expect(getHeading(page)).toHaveText("This customer is no longer here");
  });

test("a sign-in of a while ago is not enough to delete", async ({ page, context }) => {
  const token = await addStaffSession("admin");
  await context.addCookies([makeSessionCookie(token)]);
  const customer = await addCustomer("Fritz Fresh", "DE", []);
  await page.goto(buildCustomerPath(customer));
  await query(
    "update sessions set authenticated_at = now() - interval '11 minutes' where staff_id in (select id from staff where name = 'Stella Staff')",
  );
  await page.getByRole("link", { name: "Delete this customer" }).click();
  await expect(page).toHaveURL(/\/sign-in\?fresh=1&callbackUrl=%2Fadmin%2Fcustomers%2F/);
  await expect(page.getByText("To confirm it’s you, sign in again.")).toBeVisible();
});
