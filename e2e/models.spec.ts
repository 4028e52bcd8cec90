import type { Page } from "playwright/test";
import { makePng } from "../tests/pictures";
import { addCustomer, addStaffSession, enter, makeSessionCookie } from "./support/database";
import { expect, test } from "./support/fixtures";
import { getHeading } from "./support/steps";

const model = "/admin/models/HB-BREEZE-3";
const name = "さわやかフィルター";

/** The supply's part of the form, opened. */
async function openSupply(page: Page, supply: string) {
  const part = page.getByRole("group", { name: supply, exact: true });
  await page.locator("summary").filter({ hasText: supply }).click();
  await expect(part).toBeVisible();
  return part;
}

const press = (page: Page, button: string) => page.getByRole("button", { name: button, exact: true }).click();
const getDone = (page: Page) => page.getByRole("status").filter({ hasText: /\w/ }).first();

test("an administrator renames a supply in Japanese, a customer in Japan sees it, and it is put back", async ({
  page,
  signInOnPages,
  newContext,
}) => {
  const japan = await newContext({ locale: "ja-JP" });
  const customer = await addCustomer("Jun Journey", "JP", ["HB-BREEZE-3"]);
  await enter(japan, customer);
  const device = await japan.newPage();
  const reload = () => device.goto(`/devices/${customer.devices[0]}`);

  await signInOnPages(page, "Ada Lindqvist");
  await page.getByRole("link", { name: "Models", exact: true }).click();
  await expect(page.getByRole("row", { name: /Breeze 3/ })).toContainText(
    /\d of 8.*\d countries.*\d devices?/,
  );
  await page.getByRole("link", { name: /^Breeze 3/ }).click();
  await expect(getHeading(page)).toHaveText("Breeze 3");
  const supply = await openSupply(page, "Air filter");
  await supply.getByText(/Name in other languages/).click();
  await supply.getByRole("textbox", { name: "日本語" }).fill(name);
  await page
    .getByLabel("Your own picture instead of the drawing")
    .setInputFiles({ name: "breeze.png", mimeType: "image/png", buffer: makePng(96, 96) });

  const preview = page.getByRole("region", { name: "What customers see" });
  await preview.getByLabel("Country").selectOption("Japan");
  await preview.getByLabel("Language").selectOption("日本語");
  await press(page, "Show preview");
  const phone = page.getByTestId("phone");
  await expect(phone).toContainText(name);
  await expect(phone).toContainText("在庫");
  await expect(phone.locator("img")).toHaveAttribute("src", /^\/pictures\//);
  const links = page.getByRole("textbox", { name: /: (Website|Alexa app)$/ });
  await expect(links).toHaveCount(12);
  await expect(page.getByText("This link is right.")).toHaveCount(12);
  await expect(links.first()).toHaveValue(/modelId=HB-BREEZE-3/);
  await reload();
  await expect(device.getByText(name)).toHaveCount(0);

  await press(page, "Check changes");
  await expect(page.getByRole("heading", { name: "This will change" })).toBeVisible();
  await expect(page.getByText(/registered devices? (is|are) affected, at once/)).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: name })).toContainText("エアフィルター");
  await press(page, "Save");
  await expect(getDone(page)).toHaveText("Saved. Customers see it now.");
  await reload();
  await expect(device.getByText(name)).toBeVisible();
  await expect(device.getByRole("main").locator("img").first()).toHaveAttribute("src", /^\/pictures\//);

  await page
    .getByRole("link", { name: /^Put back/ })
    .first()
    .click();
  await expect(page.getByRole("definition").filter({ hasText: name })).toContainText("エアフィルター");
  await press(page, "Save");
  await expect(getDone(page)).toHaveText("Saved. Customers see it now.");
  await reload();
  await expect(device.getByText("エアフィルター")).toBeVisible();
  await expect(device.getByRole("main").locator("img")).toHaveCount(0);
});

test("a second administrator's save in between is noticed, and nothing of either is lost", async ({
  page,
  newContext,
}) => {
  const other = await newContext();
  for (const context of [page.context(), other])
    await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
  const id = `E2E/%?${Date.now()}`;
  await page.goto("/admin/new-model");
  await page.getByLabel("Model ID").fill(id);
  await page.getByLabel("Name", { exact: true }).fill("Between");
  await press(page, "Make model");
  await expect(getHeading(page)).toHaveText("Between");
  const second = await other.newPage();
  await second.goto(page.url());

  await page.getByLabel("Name, English (US)").fill("First");
  await press(page, "Check changes");
  await expect(page.getByRole("heading", { name: "This will change" })).toBeVisible();
  await second.getByLabel("Drawing", { exact: true }).selectOption("Printer");
  await press(second, "Check changes");
  await press(second, "Save");
  await expect(getDone(second)).toHaveText("Saved. Customers see it now.");
  await press(page, "Save");
  await expect(page.getByRole("alert").filter({ hasText: "in the meantime" })).toBeVisible();
  await expect(page.getByRole("definition")).toHaveCount(1);
  await page.getByRole("link", { name: "Back to the form" }).click();
  await expect(page.getByLabel("Name, English (US)")).toHaveValue("First");
  await expect(page.getByLabel("Drawing", { exact: true })).toHaveValue("printer");
  await press(page, "Check changes");
  await press(page, "Save");
  await expect(getHeading(page)).toHaveText("First");
  await expect(page.getByLabel("Drawing", { exact: true })).toHaveValue("printer");
});

test("a picture that is too heavy is refused before it is sent", async ({ page, signIn }) => {
  await signIn(page, "Ada Lindqvist");
  await page.goto(model);
  const input = page.getByLabel("Your own picture instead of the drawing");
  const read = () => input.evaluate((field: HTMLInputElement) => field.validationMessage);
  // Only the page's scripts look at the file, and they may start after the page has loaded.
  await expect(async () => {
    await input.setInputFiles({ name: "huge.png", mimeType: "image/png", buffer: Buffer.alloc(3_000_000) });
    expect(await read()).toBe("The picture is too large: use at most 200 kB.");
  }).toPass({ timeout: 20_000 });
  await input.setInputFiles({ name: "fine.png", mimeType: "image/png", buffer: makePng(9) });
  expect(await read()).toBe("");
});

test("support has no models", async ({ page, signIn, expected }) => {
  expected.faults.push(/404 \(Not Found\)/);
  await signIn(page, "Sam Okafor");
  await expect(page.getByRole("link", { name: "Models", exact: true })).toHaveCount(0);
  expect((await page.goto(model))?.status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a model is made, filled in, tried and deleted", async ({ page, signIn }) => {
    const id = `NOJS-${Date.now()}`;
    await signIn(page, "Ada Lindqvist");
    await page.goto("/admin/models");
    await page.getByRole("link", { name: "New model" }).click();
    await page.getByLabel("Model ID").fill("HB-BREEZE-3");
    await page.getByLabel("Name", { exact: true }).fill("Plain");
    await press(page, "Make model");
    await expect(page.getByText("There’s already a model with this model ID.")).toBeVisible();
    await page.getByLabel("Model ID").fill(id);
    await press(page, "Make model");
    await expect(getDone(page)).toContainText("Model made.");

    await page.getByLabel("Name, English (US)").fill("Plainer");
    await press(page, "Add supply");
    const fresh = page.getByRole("group", { name: "New supply" });
    await expect(fresh).toBeVisible();
    await fresh.getByLabel("Low from").fill("a lot");
    await press(page, "Check changes");
    await expect(page.getByRole("alert").filter({ hasText: "3 fields" })).toBeVisible();
    await expect(page.getByLabel("Name, English (US)").first()).toHaveValue("Plainer");
    await expect(fresh.getByLabel("Low from")).toHaveAccessibleDescription(/Enter a number/);
    await fresh.getByLabel("Name, English (US)").fill("Dust bag");
    await fresh.getByLabel("Name of the sensor in the Alexa skill").fill("Bag");
    await fresh.getByLabel("Low from").fill("1,5");
    await press(page, "Check changes");
    await expect(page.getByText("No registered device is affected.")).toBeVisible();
    await expect(page.getByRole("definition").filter({ hasText: "Dust bag (Bag)" })).toBeVisible();
    await page.getByRole("link", { name: "Back to the form" }).click();
    await expect(page.getByLabel("Name, English (US)").first()).toHaveValue("Plainer");
    await press(page, "Check changes");
    await press(page, "Save");
    await expect(getDone(page)).toHaveText("Saved. Customers see it now.");
    await page.getByLabel("Name, English (US)").first().fill("Unsaved");
    await press(page, "Show preview");
    await expect(page.getByText("Save your changes first, then try the links.")).toBeVisible();
    await page.getByLabel("Name, English (US)").first().fill("Plainer");
    await press(page, "Show preview");
    await press(page, "It works at Amazon");
    await expect(getDone(page)).toHaveText("Noted: the links work at Amazon.");
    await expect(page.getByRole("button", { name: /^Copy / })).toHaveCount(0);

    await page.getByRole("link", { name: "Delete model" }).click();
    await press(page, "Delete model");
    await expect(getDone(page)).toHaveText("Model deleted.");
    await expect(page.getByRole("row", { name: /Plainer/ })).toHaveCount(0);
  });
});
