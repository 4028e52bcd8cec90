// Signs people in at LemonLDAP::NG, a provider that was written without the portal in mind. It needs a build.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, expect, type Page } from "playwright/test";
import { findBrowser } from "../../launcher/browser";
import { demoPartnerEnv } from "../../launcher/demo-data";
import { migrate } from "../../launcher/migrate";
import { buildPortalUrl, startPortal } from "../../launcher/portal";
import { findFreePorts } from "../../launcher/ports";
import { startTemporaryPostgres } from "../../launcher/postgres";
import { endAll } from "../../launcher/processes";
import { seed } from "../../launcher/seed";
import { startLemonldap } from "./start-lemonldap";

const screenshots = path.resolve("test-results/lemonldap");
const client = { id: "larder-demo", secret: "of-the-client-at-LemonLDAP" };

async function typeName(page: Page, user: string, password = user): Promise<void> {
  await page.locator("input[name='user']").fill(user);
  await page.locator("input[name='password']").fill(password);
  await page.locator("button[type='submit']").first().click();
}

const pressSignIn = (page: Page) => page.getByRole("main").getByRole("button", { name: "Sign in" }).click();

type Stage = { browser: Browser; portal: string };

/** Opens a browser that was never here, at a page of the portal that needs a sign-in. */
async function open({ browser, portal }: Stage, pathname: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "en-US" })).newPage();
  await page.goto(`${portal}${pathname}`);
  await pressSignIn(page);
  return page;
}

async function signIn(stage: Stage, pathname: string, user: string): Promise<Page> {
  const page = await open(stage, pathname);
  await typeName(page, user);
  await page.waitForURL(`${stage.portal}${pathname}`);
  return page;
}

const journeys: Record<string, (stage: Stage) => Promise<void>> = {
  "a customer signs in, after a wrong password, and goes where they were going": async (stage) => {
    const page = await open(stage, "/account");
    await typeName(page, "dwho", "wrong");
    await typeName(page, "dwho");
    await page.waitForURL(`${stage.portal}/account`);
    await expect(page.locator("input[name='name']")).toHaveValue("Doctor Who");
    await expect(page.getByRole("main")).toContainText("dwho@badwolf.org");
    await page.screenshot({ path: `${screenshots}/customer.png`, fullPage: true });
  },
  "signing out ends the session there, too": async (stage) => {
    const page = await signIn(stage, "/devices", "dwho");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.waitForURL(`${stage.portal}/`);
    await page.goto(`${stage.portal}/devices`);
    await pressSignIn(page);
    await expect(page.locator("input[name='password']")).toBeVisible();
  },
  "a callback that was used leads on": async (stage) => {
    const page = await signIn(stage, "/account", "dwho");
    await page.goto(`${stage.portal}/api/auth/callback/oidc?code=used&state=used`);
    await expect(page).toHaveURL(`${stage.portal}/devices`);
  },
  "a group with a capital letter is support": async (stage) => {
    const page = await signIn(stage, "/support", "rtyler");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Find a customer");
    await page.screenshot({ path: `${screenshots}/support.png` });
  },
  "a mapped group is an administrator, who sees how that was read": async (stage) => {
    const page = await signIn(stage, "/admin/sign-in-check", "msmith");
    for (const words of ["Portal owners", "groups", "admin", "auth_time", "msmith@badwolf.org"])
      await expect(page.getByRole("main")).toContainText(words);
    await page.screenshot({ path: `${screenshots}/sign-in-check.png`, fullPage: true });
  },
};

const directory = mkdtempSync(path.join(tmpdir(), "larder-lemonldap-"));
mkdirSync(screenshots, { recursive: true });
const ports = await findFreePorts("portal", "provider");
const portalUrl = buildPortalUrl(ports.portal);
const database = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
let failed = 0;
try {
  await startLemonldap(ports.provider, directory, { ...client, url: portalUrl });
  await migrate(database.ownerUrl);
  await seed(database.ownerUrl);
  const nowhere = "http://127.0.0.1:9";
  const portal = await startPortal({
    port: ports.portal,
    databaseUrl: database.appUrl,
    sandbox: {
      ...{ eu: nowhere, na: nowhere, fe: nowhere, app: nowhere },
      issuer: `http://127.0.0.1:${ports.provider}/`,
      smtp: "smtp://127.0.0.1:9",
    },
    vendorCode: "V1",
    clientSecret: client.secret,
    secret: "for this trial only, never used elsewhere",
    env: {
      ...demoPartnerEnv,
      OIDC_ROLES_CLAIM: "groups",
      OIDC_ROLE_MAP: "portal owners=admin",
      OIDC_TRUST_EMAIL: "true",
    },
  });
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  for (const [name, journey] of Object.entries(journeys)) {
    try {
      await journey({ browser, portal: portal.url });
      console.log(`✓ ${name}`);
    } catch (error) {
      failed += 1;
      for (const [index, page] of browser
        .contexts()
        .flatMap((context) => context.pages())
        .entries())
        await page.screenshot({ path: `${screenshots}/failed-${failed}-${index}.png` });
      console.error(`✗ ${name}\n${error instanceof Error ? error.stack : error}`);
    }
  }
  await browser.close();
} finally {
  await endAll();
  await database.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
