// The Dash sandbox as a standalone tool, for any partner's site.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright/test";
import { root } from "../launcher/paths";
import { buildAppLinks, site } from "./support/addresses";
import { checkLink, expectRight, getVerdict } from "./support/check-link";
import { expect, test } from "./support/fixtures";
import { behave } from "./support/sandbox";
import { scan } from "./support/scan";
import { cards, expectAt, getHeading } from "./support/steps";

for (const colorScheme of ["light", "dark"] as const) {
  test(`the checker draws an app link that a phone can scan, ${colorScheme}`, async ({ page, browser }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 780 });
    const link = buildAppLinks("HB-INKWELL-4").supplies;
    await expectRight(page, link);
    await expect(page.getByRole("definition").first()).toHaveText(
      "Supply tracking sensor_tracking_selection",
    );
    expect(await scan(browser, page.locator("figure svg"))).toBe(link);
  });
}

test("the checker lists every problem and keeps the link for editing", async ({ page }) => {
  const link = "https://drs-web.amazon.com/settings?vendorCode=HEARTHBY&access_token=x";
  await checkLink(page, link);
  await expect(getVerdict(page)).toHaveText("3 things are wrong");
  for (const code of ["access-token", "missing-parameter"])
    await expect(page.getByText(code, { exact: true }).first()).toBeVisible();
  const field = page.getByLabel("Link", { exact: true });
  await expect(field).toHaveValue(link);
  await field.fill("https://drs-web.amazon.com/drs/partner/page/dart_device_list?vendorCode=HEARTHBY");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(getVerdict(page)).toHaveText("This link is right");
  await expect(page.locator("figure")).toHaveCount(0);
});

test("the app page shows the link of its current URL, even if an earlier response arrives late", async ({
  page,
}) => {
  const links = buildAppLinks("HB-INKWELL-4");
  await page.goto(links.supplies);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(getHeading(page)).toHaveText(cards.supplies.page);

  await behave({ slow: "6" });
  const early = page.waitForRequest(/\/spa\/check$/);
  await page.goto(links.inventory);
  await expect(page.getByText("Reading the link …")).toBeVisible();
  await behave({});
  await page.goto(links.history);
  await expect(getHeading(page)).toHaveText(cards.history.page);
  await (await (await early).response())?.finished();
  // The page has handled the response before it evaluates this.
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await expect(getHeading(page)).toHaveText(cards.history.page);
});

test("an invalid e-mail address on the app page keeps the link", async ({ page, expected }) => {
  expected.faults.push(/status of 422/);
  await page.goto(buildAppLinks("HB-INKWELL-4").supplies);
  const email = page.getByLabel("E-mail of your Amazon account");
  await email.evaluate((input: HTMLInputElement) => {
    if (input.form) input.form.noValidate = true;
  });
  await email.fill("nobody");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("Enter an e-mail address, such as demo@example.com.");
  await email.fill("demo@example.com");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(getHeading(page)).toHaveText(cards.supplies.page);
});

test("behaviour set at /control lasts until changed, and one click resets it", async ({ page, expected }) => {
  expected.faults.push(/status of 422/);
  await page.goto(`${site.FE()}/control`);
  await page.getByLabel("Appended on return").fill("status=done");
  await page.getByLabel("Drop the query of the exit address on return").check();
  await page.getByLabel("Slow answers, in seconds").fill("a lot");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText("Enter a number of seconds.");
  await expect(page.getByLabel("Appended on return")).toHaveValue("status=done");
  await page.getByLabel("Slow answers, in seconds").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expectAt(page, `${site.FE()}/control`);
  await page.goto(`${site.app()}/control`);
  await expect(page.getByLabel("Appended on return")).toHaveValue("status=done");
  await expect(page.getByLabel("Drop the query of the exit address on return")).toBeChecked();
  await page.getByRole("button", { name: "Back to normal" }).click();
  await expect(page.getByText("The sites behave normally.")).toBeVisible();
  await expect(page.getByLabel("Appended on return")).toHaveValue("");
});

test("on its own, it prints browser flags that resolve Amazon's hosts to it", async ({ launchOptions }) => {
  const ports = ["eu", "na", "fe", "app", "tls-port"].flatMap((name) => [`--${name}`, "0"]);
  const sandbox = spawn("npm", ["run", "-s", "sandbox", "--", "--tls", ...ports], { cwd: root });
  const profile = path.join(os.tmpdir(), `larder-sandbox-${process.pid}`);
  try {
    let said = "";
    for await (const line of createInterface(sandbox.stdout)) {
      said += `${line}\n`;
      if (line === "Press Ctrl-C to stop.") break;
    }
    const flags = [...said.matchAll(/(--[\w-]+)=(?:'([^']*)'|(\S+))/g)].map(([, name, quoted, plain]) => ({
      name,
      flag: `${name}=${quoted ?? plain}`,
    }));
    expect(flags.map(({ name }) => name)).toEqual([
      "--user-data-dir",
      "--host-resolver-rules",
      "--ignore-certificate-errors-spki-list",
    ]);
    const browser = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), ...flags.slice(1).map(({ flag }) => flag)],
    });
    const page = await browser.newPage();
    const link = "https://drs-web.amazon.co.jp/drs/partner/page/dart_device_list?vendorCode=ANY";
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(getHeading(page)).toHaveText("Your devices");
    await expectAt(page, link);
    await browser.close();
  } finally {
    sandbox.kill("SIGTERM");
    await once(sandbox, "exit");
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
