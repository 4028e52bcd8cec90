import type { Page } from "playwright/test";
import { demoFreeUnits, deriveClaimCode } from "../launcher/demo-data";
import { buildWebsiteLinks, getPortalUrl } from "./support/addresses";
import { addCustomer, addUnit, enter } from "./support/database";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { query } from "./support/records";
import {
  expectAt,
  getCard,
  getHeading,
  getNotice,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

const model = (page: Page) => page.getByRole("combobox", { name: "Model" });
const serialNumber = (page: Page) => page.getByRole("textbox", { name: "Serial number" });
const claimCode = (page: Page) => page.getByRole("textbox", { name: "Claim code" });
const add = (page: Page) => page.getByRole("button", { name: "Add device" });
const nameField = (page: Page) => page.getByRole("textbox", { name: "Name" });
const fault = (page: Page) => page.getByRole("main").getByRole("alert");
const tiles = (page: Page) => page.getByRole("main").getByRole("list").getByRole("listitem");

const addLink = (modelId: string, unit: { serial: string; code: string }) =>
  `/devices/add?${new URLSearchParams({ model: modelId, ...unit })}`;

async function countDevices(customer: { id: string }): Promise<number> {
  return (await query("select from devices where customer_id = $1 and removed_at is null", [customer.id]))
    .length;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("adds a device by the form, renames it, removes it and undoes the removal", async ({
      page,
      context,
    }) => {
      await enter(context, await addCustomer("Adam Adder", "DE", []));
      const unit = await addUnit("HB-BREW-2");
      await page.goto("/devices");
      await expect(page.getByText("No devices yet")).toBeVisible();
      await page.getByRole("link", { name: "Add a device" }).click();
      await model(page).selectOption("Brew 2");
      await serialNumber(page).fill(unit.serial.toLowerCase());
      await claimCode(page).fill("NOT-THE-CODE");
      await add(page).click();

      // The form keeps its values, except the code, which must not be in a URL.
      await expect(fault(page)).toContainText("We can’t add a device with this model");
      await expect(model(page)).toHaveValue("HB-BREW-2");
      await expect(serialNumber(page)).toHaveValue(unit.serial.toLowerCase());
      await expect(claimCode(page)).toHaveValue("");
      expect(page.url()).not.toMatch(/code=|CODE/);
      await claimCode(page).fill(` ${unit.code.slice(0, 5)}-${unit.code.slice(5).toLowerCase()} `);
      await add(page).click();
      await expect(getHeading(page)).toHaveText("Brew 2");
      await expect(page.getByRole("status")).toContainText("This device is now on your list.");
      await expect(getCard(page, "parts")).toBeVisible();

      await page.getByText("Name and removal", { exact: true }).last().click();
      await nameField(page).fill("x".repeat(61));
      await page.getByRole("button", { name: "Save name" }).click();
      await expect(fault(page)).toContainText("This name is too long.");
      await expect(nameField(page)).toHaveValue("x".repeat(61));
      const sixty = `☕️👩‍🍳${"é".repeat(58)}`;
      await nameField(page).fill(`  ${sixty} `);
      await page.getByRole("button", { name: "Save name" }).click();
      await expect(page.getByRole("status")).toHaveText("Name saved.");
      await expect(getHeading(page)).toHaveText(sixty);

      await page.getByText("Name and removal").click();
      await page.getByRole("link", { name: "Remove this device" }).click();
      await expect(getHeading(page)).toHaveText(`Remove ${sixty}?`);
      await page.getByRole("link", { name: "Keep device" }).click();
      await expect(getHeading(page)).toHaveText(sixty);
      await page.getByText("Name and removal").click();
      await page.getByRole("link", { name: "Remove this device" }).click();
      await page.getByRole("button", { name: "Remove device" }).click();
      await expect(getHeading(page)).toHaveText("Your devices");
      await expect(page.getByRole("status")).toContainText(`${sixty} was removed from your list.`);
      await expect(page.getByText("No devices yet")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(getHeading(page)).toHaveText(sixty);
    });

    test("adds a device by a link: sign-in, then the same URL, then one click", async ({ page, context }) => {
      const unit = await addUnit("HB-BREEZE-3");
      const address = `${getPortalUrl()}${addLink("HB-BREEZE-3", unit)}`;
      await page.goto(address);
      await expect(getHeading(page)).toHaveText("Sign in");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await chooseAtProvider(page, "Sofia Rossi");
      await expectAt(page, address);
      await expect(claimCode(page)).toHaveValue(unit.code);

      const customer = await addCustomer("Lina Link", "IT", []);
      await context.clearCookies();
      await enter(context, customer);
      await page.goto(address);
      await expect(page.getByText("A link filled in this form.")).toBeVisible();
      await expect(model(page)).toHaveValue("HB-BREEZE-3");
      await expect(serialNumber(page)).toHaveValue(unit.serial);
      expect(await countDevices(customer), "a link alone adds nothing").toBe(0);
      await add(page).click();
      await expect(getHeading(page)).toHaveText("Breeze 3");
      await page.goto(address);
      await add(page).click();
      await expect(page.getByRole("status")).toContainText("This device was already on your list.");
      expect(await countDevices(customer)).toBe(1);
    });
  });
}

test("ten wrong codes lock a unit for an hour, but not for its buyer", async ({
  page,
  context,
  newContext,
}) => {
  const unit = await addUnit("HB-BREW-2");
  await enter(context, await addCustomer("Greta Guess", "DE", []));
  for (let tries = 0; tries < 10; tries += 1) {
    await page.goto(addLink("HB-BREW-2", { ...unit, code: `GUESS-${tries}` }));
    await add(page).click();
    await expect(fault(page)).toContainText("We can’t add a device");
  }
  await page.goto(addLink("HB-BREW-2", unit));
  await add(page).click();
  // The hour began with the first try.
  await expect(fault(page)).toHaveText(/^Too many tries\. You can try again in (5\d|60) minutes\.$/);
  await expect(serialNumber(page)).toHaveValue(unit.serial);

  const buyer = await newContext();
  const customer = await addCustomer("Otto Owner", "DE", []);
  await enter(buyer, customer);
  const tab = await buyer.newPage();
  await tab.goto(addLink("HB-BREW-2", unit));
  await add(tab).click();
  await expect(getHeading(tab)).toHaveText("Brew 2");
  expect(await countDevices(customer)).toBe(1);
});

test("a unit has one owner at a time, and nothing reveals who", async ({ page, context, newContext }) => {
  // One of the units that the demo prints.
  const { serial } = demoFreeUnits.find(({ modelId }) => modelId === "HB-INKWELL-4") as { serial: string };
  const unit = { serial, code: deriveClaimCode(serial) };
  const first = await addCustomer("Fiona First", "DE", []);
  await enter(context, first);
  await page.goto(addLink("HB-INKWELL-4", unit));
  await add(page).click();
  await expect(getHeading(page)).toHaveText("Inkwell 4");

  const strangers = await newContext();
  const second = await addCustomer("Simon Second", "DE", []);
  await enter(strangers, second);
  const stranger = await strangers.newPage();
  const told = async (given: { serial: string; code: string }) => {
    await stranger.goto(addLink("HB-INKWELL-4", given));
    await add(stranger).click();
    await expect(fault(stranger)).toBeVisible();
    return (await stranger.getByRole("main").textContent())?.replace(given.serial, "");
  };
  const taken = await told(unit);
  expect(taken).toBe(await told({ ...unit, code: "WRONG" }));
  expect(taken).toBe(await told({ serial: "NEVER-MADE", code: unit.code }));

  await page.getByText("Name and removal", { exact: true }).last().click();
  await page.getByRole("link", { name: "Remove this device" }).click();
  await page.getByRole("button", { name: "Remove device" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await stranger.goto(addLink("HB-INKWELL-4", unit));
  await add(stranger).click();
  await expect(stranger.getByRole("status")).toContainText("This device is now on your list.");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status")).toContainText("This can no longer be undone.");
  expect([await countDevices(first), await countDevices(second)]).toEqual([0, 1]);
});

test("only the owner can undo, and only for ten minutes", async ({ page, context, newContext }) => {
  const customer = await addCustomer("Una Undo", "DE", ["HB-BREW-2", "HB-BREW-2"]);
  await enter(context, customer);
  await page.goto(`/devices/${customer.devices[0]}/remove`);
  await page.getByRole("button", { name: "Remove device" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  const address = page.url();

  const strangers = await newContext();
  await enter(strangers, await addCustomer("Sten Stranger", "DE", []));
  const stranger = await strangers.newPage();
  await stranger.goto(address);
  await expect(getHeading(stranger)).toHaveText("Your devices");
  await expect(stranger.getByRole("button", { name: "Undo" })).toBeHidden();
  await expect(stranger.getByText("Una Undo")).toBeHidden();

  await query("update devices set removed_at = removed_at - interval '10 minutes' where id = $1", [
    customer.devices[0],
  ]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status")).toContainText("This can no longer be undone.");
  await page.goto(address);
  await expect(tiles(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
});

test("a device removed during a trip has no link", async ({ page, context }) => {
  const customer = await addCustomer("Tara Trip", "DE", ["HB-BREW-2", "HB-INKWELL-4"]);
  await enter(context, customer);
  await page.goto(`/devices/${customer.devices[0]}`);
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await query("update devices set removed_at = now() where id = $1", [customer.devices[0]]);
  await pressExit(page);
  await expect(getNotice(page)).toHaveText("Welcome back. Your devices are here.");
});

test("a right-to-left name does not affect the sentence around it", async ({ page, context }) => {
  const customer = await addCustomer("Rita Right", "DE", ["HB-BREW-2"]);
  await enter(context, customer);
  await openDevice(page, "Rita Right, device 1");
  await page.getByText("Name and removal").click();
  await nameField(page).fill("מכונת קפה (2)");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(getHeading(page)).toHaveText("מכונת קפה (2)");
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expect(getNotice(page)).toContainText("for \u2068מכונת קפה (2)\u2069. Anything you saved");
  await page.goto("/devices");
  await expect(tiles(page).first().locator("bdi")).toHaveText("מכונת קפה (2)");
});

test("a partner’s link opens the right page in every case", async ({ page, context }) => {
  const customer = await addCustomer("Olga Open", "GB", ["HB-BREW-2", "HB-INKWELL-4", "HB-INKWELL-4"]);
  const [coffee, printer] = customer.devices;
  await page.goto("/open/history?model=HB-BREW-2");
  await page.getByRole("link", { name: "Sign in to see your levels" }).click();
  await expect(getHeading(page)).toHaveText("Sign in");
  expect(new URL(page.url()).searchParams.get("callbackUrl")).toBe("/open/history?model=HB-BREW-2");

  await enter(context, customer);
  const first = page.locator("main a[href*='/go/']").first();
  await page.goto("/open/history?model=HB-BREW-2");
  await expectAt(page, `${getPortalUrl()}/devices/${coffee}?card=history`);
  await expect(first).toContainText("Inventory history");
  // The app choice is kept.
  await page.getByRole("link", { name: "Open in Alexa app" }).click();
  await expect(first).toContainText("Inventory history");
  await page.getByRole("link", { name: "Open in browser" }).click();
  await first.click();
  await expect(page).toHaveURL(buildWebsiteLinks("EU", "HB-BREW-2").history);

  await page.goto(`/open/parts?model=HB-INKWELL-4&serial=${customer.subject}-2`);
  await expectAt(page, `${getPortalUrl()}/devices/${printer}?card=parts`);
  // A printer has no installed parts, so the page is unchanged.
  await expect(first).toContainText("New to smart reorders?");
  await page.goto("/open/supplies?model=HB-INKWELL-4");
  await expectAt(page, `${getPortalUrl()}/devices?q=Inkwell+4`);
  await expect(tiles(page)).toHaveCount(2);
  await page.goto("/open/all-devices");
  await expectAt(page, `${getPortalUrl()}/devices`);
  await page.goto("/open/supplies?model=HB-BREEZE-3&serial=JONAS-0001");
  await expect(getHeading(page)).toHaveText("Add a device");
  await expect(model(page)).toHaveValue("HB-BREEZE-3");
  await expect(serialNumber(page)).toHaveValue("JONAS-0001");
  await expect(claimCode(page)).toHaveValue("");
});

test("a partner’s link to a card that does not exist", async ({ page, expected }) => {
  expected.faults.push(/status of 404/);
  await page.goto("/open/nothing?model=HB-BREW-2");
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
});
