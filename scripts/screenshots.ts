// npm run screenshots: takes the pictures that the documents show, of the built product with demo data.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { findBrowser } from "@/launcher/browser";
import { ensureBuild } from "@/launcher/build";
import { demoCatalogue, demoPartnerEnv, demoPeople } from "@/launcher/demo-data";
import { startDevices, waitForReadings } from "@/launcher/devices";
import { migrate } from "@/launcher/migrate";
import { root } from "@/launcher/paths";
import { buildPortalUrl, startPortal } from "@/launcher/portal";
import { findFreePorts } from "@/launcher/ports";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { endAll, endAllOnSignals } from "@/launcher/processes";
import { keepReportKey } from "@/launcher/report-key";
import { startSandbox } from "@/launcher/sandbox";
import { seed } from "@/launcher/seed";
import { runStep } from "@/launcher/steps";

const pictures = path.join(root, "docs/screenshots");
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } };

type Size = keyof typeof sizes;
type Theme = "light" | "dark";
type Name = "welcome" | "devices" | "device";

/** The pictures of a customer's pages; tests/documents.test.ts checks that a document shows each. */
const customerPictures: [Size, Theme, Name[]][] = [
  ["phone", "light", ["welcome", "device"]],
  ["phone", "dark", ["device"]],
  ["desktop", "light", ["devices"]],
];
const secret = "for pictures, never used elsewhere";

endAllOnSignals(130);
await runStep("Build", ensureBuild);
const browserPath = await findBrowser();
const temporary = mkdtempSync(path.join(os.tmpdir(), "larder-screenshots-"));
const database = await startTemporaryPostgres();
try {
  const url = await runStep("Portal", startAll);
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures);
  await runStep("Pictures", () => takeAll(browser, url));
  await browser.close();
} finally {
  await endAll();
  await database.stop();
  rmSync(temporary, { recursive: true, force: true });
}
process.exit(0);

async function startAll(): Promise<string> {
  await migrate(database.ownerUrl);
  await seed(database.ownerUrl);
  const ports = await findFreePorts(
    "portal",
    "eu",
    "na",
    "fe",
    "app",
    "issuer",
    "smtp",
    "mailbox",
    "devices",
  );
  const shared = { clientSecret: secret, logs: path.join(temporary, "logs") };
  const sandbox = await startSandbox({
    ...shared,
    ports,
    portalUrl: buildPortalUrl(ports.portal),
    partnerName: "Hearthby",
    people: demoPeople,
    catalogue: demoCatalogue,
    directory: path.join(temporary, "sandbox"),
  });
  const portal = await startPortal({
    ...shared,
    port: ports.portal,
    databaseUrl: database.appUrl,
    sandbox,
    vendorCode: demoCatalogue.vendorCode,
    secret,
    // Real Amazon hosts, as customers see them; taking the screenshots opens none of them.
    env: {
      ...demoPartnerEnv,
      DASH_ENDPOINT_EU: undefined,
      DASH_ENDPOINT_NA: undefined,
      DASH_ENDPOINT_FE: undefined,
      DASH_ENDPOINT_APP: undefined,
    },
  });
  const devices = await startDevices({
    ...{ port: ports.devices, portalUrl: portal.url, directory: path.join(temporary, "sandbox") },
    ...{ key: await keepReportKey(path.join(temporary, "report-key"), database.ownerUrl), logs: shared.logs },
  });
  await waitForReadings(devices);
  return portal.url;
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  for (const [size, theme, names] of customerPictures) {
    const context = await browser.newContext({
      viewport: sizes[size],
      colorScheme: theme,
      deviceScaleFactor: 2,
      locale: "en-GB",
    });
    const page = await context.newPage();
    const take = async (name: Name) => {
      if (names.includes(name)) await takePicture(page, `${name}-${size}-${theme}`);
    };
    await page.goto(url);
    await take("welcome");
    await signIn(page, `${url}/devices`, "Emily Carter");
    await take("devices");
    await page.getByRole("link", { name: "Kitchen printer" }).click();
    await page.getByRole("heading", { name: "Kitchen printer" }).waitFor();
    await take("device");
    await context.close();
  }
  // The identity provider has its own session, so support signs in from another browser.
  const desk = await browser.newContext({ viewport: sizes.desktop, deviceScaleFactor: 2, locale: "en-GB" });
  await takeDesk(await desk.newPage(), url);
}

function takePicture(page: Page, name: string) {
  return page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** Takes the support desk's page of a customer. */
async function takeDesk(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await signIn(page, `${url}/support`, "Sam Okafor");
  await page.goto(`${url}/support?q=emily`);
  await page.getByRole("link", { name: "Emily Carter" }).click();
  await page.getByRole("heading", { name: "Emily Carter" }).waitFor();
  await takePicture(page, "customer-desktop-light");
}

async function signIn(page: Page, arrival: string, name: string): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name }).click();
  await page.waitForURL(arrival);
}
