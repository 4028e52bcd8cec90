import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { runInBatches } from "./support/access/ask";
import { getPortalUrl as mainPortal, site } from "./support/addresses";
import { addReachable, askForCode, getCodeField, signInByCode, typeCode } from "./support/code-steps";
import { expect, test } from "./support/fixtures";
import {
  findLatestCode,
  findLatestMail,
  listMailsTo,
  resetMailbox,
  setMailboxBehaviour,
} from "./support/mailbox";
import { startOtherPortal } from "./support/portals";
import { sendRawRequest } from "./support/raw-request";
import { query } from "./support/records";
import { getCard, getHeading, getNotice, pressExit, signInAtAmazon } from "./support/steps";

let portal: Portal;
let second: Portal;
test.beforeAll(async () => {
  portal = await startOtherPortal({ env: { SIGN_IN: "email" } });
  second = await startOtherPortal({ env: { SIGN_IN: "oidc,email" } });
});
test.afterAll(async () => {
  await portal?.stop();
  await second?.stop();
});
test.beforeEach(resetMailbox);

const sessionOf = async (context: BrowserContext) =>
  (await context.cookies(portal.url)).find(({ name }) => name === "larder.session");
const wrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, "0");

for (const javaScriptEnabled of [true, false]) {
  test(`the main journey with sign-in by code, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    newContext,
  }) => {
    const { email, devices } = await addReachable("Carla Code", "DE", ["HB-INKWELL-4"]);
    const page = await (await newContext({ javaScriptEnabled })).newPage();
    await page.goto(`${portal.url}/devices/${devices[0]}`);
    await expect(page.getByText("Sign in to continue where you left off.")).toBeVisible();
    await askForCode(page, email);
    await expect(getCodeField(page)).toHaveAttribute("autocomplete", "one-time-code");
    await expect(getCodeField(page)).toHaveAttribute("inputmode", "numeric");
    const code = await findLatestCode(email);
    await typeCode(page, `${code.slice(0, 4)} ${code.slice(4)}`);
    await expect(page).toHaveURL(`${portal.url}/devices/${devices[0]}`);

    await getCard(page, "supplies").click();
    await signInAtAmazon(page);
    await expect(getHeading(page)).toHaveText("Supply tracking");
    expect(page.url()).toContain(`${site.EU()}/drs/partner/page/sensor_tracking_selection?`);
    await pressExit(page);
    await expect(page).toHaveURL(new RegExp(`^${portal.url}/devices/${devices[0]}\\?back=`));
    await expect(getNotice(page)).toContainText("You opened Supply tracking for Carla Code, device 1.");

    // There is no session at the identity provider, so signing out ends here.
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL(`${portal.url}/`);
    await page.goto(`${portal.url}/devices`);
    await expect(getHeading(page)).toHaveText("Sign in");
  });
}

test("a launch link continues to Amazon after the code", async ({ page }) => {
  const { email, devices } = await addReachable("Laura Launch", "US", ["HB-INKWELL-4"]);
  await page.goto(`${portal.url}/devices/${devices[0]}/go/settings`);
  await askForCode(page, email);
  await typeCode(page, await findLatestCode(email));
  await expect(page).toHaveURL(new RegExp(`^${site.NA()}/drs/partner/page/settings\\?`));
});

test("a mail scanner may follow every link first, with HEAD and three GETs", async ({ page, playwright }) => {
  const { email } = await addReachable("Sally Scanned", "GB", []);
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  const { links } = await findLatestMail(email);
  expect(links.length).toBeGreaterThan(0);
  const scanner = await playwright.request.newContext();
  const own = links.filter((link) => link.startsWith(mainPortal()));
  expect(own.length).toBeGreaterThan(0);
  // Skips the legal links, whose host does not exist: only the portal could be affected.
  for (const link of own) {
    await scanner.head(link);
    for (let times = 0; times < 3; times += 1) expect((await scanner.get(link)).status()).toBe(200);
  }
  await scanner.dispose();
  expect(links.join()).not.toMatch(/\d{8}/);
  await typeCode(page, await findLatestCode(email));
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("after five wrong codes, the right one is rejected too", async ({ page }) => {
  const { email } = await addReachable("Walter Wrong", "GB", []);
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  const code = await findLatestCode(email);
  const alert = page.getByRole("main").getByRole("alert");
  await typeCode(page, "1234");
  await expect(alert).toHaveText("Codes have eight digits. Check what you entered.");
  for (const left of ["4 tries", "3 tries", "2 tries", "1 try"]) {
    await typeCode(page, wrong(code));
    await expect(alert).toHaveText(`That code isn’t right. You have ${left} left.`);
  }
  // Another tab still shows the code field.
  const other = await page.context().newPage();
  await other.goto(`${portal.url}/sign-in/code`);
  await typeCode(page, wrong(code));
  await expect(alert).toHaveText(/^Five wrong tries/);
  await typeCode(other, code);
  await expect(other.getByRole("main").getByRole("alert")).toHaveText(/^Five wrong tries/);
  expect(await sessionOf(page.context())).toBeUndefined();

  await page.getByRole("button", { name: "Send a new code" }).click();
  await expect(getCodeField(page)).toBeVisible();
  await typeCode(page, await findLatestCode(email, 2));
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("an expired code leads to a new one, which voids the old one", async ({ page }) => {
  const { email } = await addReachable("Lena Late", "GB", []);
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  const first = await findLatestCode(email);
  await query("update email_codes set expires_at = now() where email = $1", [email]);
  await typeCode(page, first);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^This code is no longer valid/);
  await page.getByRole("button", { name: "Send a new code" }).click();
  await findLatestCode(email, 2);
  await page.getByRole("button", { name: "Didn’t get it? Send again" }).click();
  await expect(page.getByRole("status")).toHaveText("Requested again. Only the newest code works now.");
  const third = await findLatestCode(email, 3);
  const [, older] = (await listMailsTo(email)).map(({ text }) => text.match(/^\d{8}$/m)?.[0] ?? "");
  await typeCode(page, older ?? "");
  await expect(page.getByText("You have 4 tries left.")).toBeVisible();
  await typeCode(page, third);
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("a code works only in the browser that requested it", async ({ page, newContext }) => {
  const { email } = await addReachable("Bea Browser", "GB", []);
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  const code = await findLatestCode(email);

  const thief = await (await newContext()).newPage();
  await thief.goto(`${portal.url}/sign-in/code`);
  await expect(thief).toHaveURL(`${portal.url}/sign-in`);
  await thief.goto(`${portal.url}/sign-in`);
  await askForCode(thief, "somebody-else@example.com");
  await typeCode(thief, code);
  await expect(thief.getByText("That code isn’t right.")).toBeVisible();
  expect(await sessionOf(thief.context())).toBeUndefined();

  await typeCode(page, code);
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("shows the same page for an unknown e-mail address", async ({ newContext }) => {
  const tabs: Page[] = [];
  const closed = await startOtherPortal({ env: { SIGN_IN: "email", SELF_SIGN_UP: "false" } });
  try {
    const { email } = await addReachable("Kim Known", "GB", []);
    const said: string[] = [];
    for (const address of [email, "nobody-has-this@example.com"]) {
      const tab = await (await newContext()).newPage();
      tabs.push(tab);
      await tab.goto(`${closed.url}/sign-in`);
      await askForCode(tab, address);
      await tab.waitForLoadState();
      said.push((await tab.getByRole("main").textContent())?.replaceAll(address, "…") ?? "");
    }
    expect(said[0]).toContain("If … belongs to a customer of Hearthby");
    expect(said[1]).toBe(said[0]);
  } finally {
    // Lets the page finish loading before the portal stops.
    for (const tab of tabs) await tab.close();
    await closed.stop();
  }
});

test("staff cannot sign in by code", async ({ page, signIn, newContext }) => {
  await signIn(page, "Sam Okafor");
  const tab = await (await newContext()).newPage();
  await tab.goto(`${portal.url}/sign-in`);
  await askForCode(tab, "sam@example.com");
  // A mail requested later has arrived, so one to staff would have arrived too.
  const { email } = await addReachable("After Staff", "GB", []);
  const later = await (await newContext()).newPage();
  await later.goto(`${portal.url}/sign-in`);
  await askForCode(later, email);
  await findLatestCode(email);
  expect(await listMailsTo("sam@example.com")).toEqual([]);
});

test("a new person becomes a customer if self sign-up is on", async ({ page }) => {
  const email = `new-${Date.now()}@example.com`;
  await signInByCode(page, portal.url, email);
  await expect(getHeading(page)).toHaveText("Your devices");
  expect(await query("select country from customers where email = $1", [email])).toEqual([{ country: null }]);
});

test("unavailable mail servers do not change the page, and the mail arrives later", async ({ page }) => {
  const { email } = await addReachable("Dora Down", "GB", []);
  await setMailboxBehaviour("refuse");
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  await expect(page.getByText(`We sent an eight-digit code to ${email}.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Didn’t get it? Send again" })).toBeVisible();
  const failed = async () =>
    (await query<{ output: unknown }>("select output from pgboss.job where state = 'retry'")).length;
  await expect.poll(failed).toBeGreaterThan(0);
  await setMailboxBehaviour("accept");
  await typeCode(page, await findLatestCode(email));
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("an address gets five codes an hour, counted across two portals", async ({ newContext }) => {
  const { email } = await addReachable("Lino Limit", "GB", []);
  const page = await (await newContext()).newPage();
  for (const { url } of [portal, second, portal, second, portal]) {
    await page.goto(`${url}/sign-in`);
    await askForCode(page, email);
  }
  for (const { url } of [second, portal]) {
    await page.goto(`${url}/sign-in`);
    await page.locator("input[name=email]").fill(email.toUpperCase());
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(
      /^Too many code requests. Try again in (5[5-9]|60) minutes.$/,
    );
  }
  const last = await findLatestCode(email, 5);
  expect(await listMailsTo(email)).toHaveLength(5);
  // A further request keeps the customer on the code page, and the last code still works.
  await page.goto(`${portal.url}/sign-in/code`);
  await page.getByRole("button", { name: "Didn’t get it? Send again" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^Too many code requests/);
  await typeCode(page, last);
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("a network gets sixty codes an hour, counted across two portals, whatever its requests say", async () => {
  const ask = (url: string, index: number) =>
    sendRawRequest(url, "/sign-in/code/send", {
      method: "POST",
      from: "127.0.0.77",
      headers: {
        origin: url,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": `203.0.113.${index}`,
        "x-larder-peer": `203.0.113.${index}`,
      },
      body: `email=many-${index}%40example.com`,
    });
  const answers = await runInBatches([...Array(80).keys()], (index) =>
    ask(index % 2 ? portal.url : second.url, index),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(80).fill(303));
  const sent = answers.filter(({ headers }) => headers.location?.endsWith("/sign-in/code"));
  expect(sent).toHaveLength(60);
  await query("delete from pgboss.job where name = 'mail' and state < 'active'");
});

test("behind a proxy, its entry counts, and a request that came around it is logged", async () => {
  const proxied = await startOtherPortal({ env: { SIGN_IN: "email", TRUSTED_PROXIES: "1" } });
  const ask = (index: number, forwarded?: string) =>
    sendRawRequest(proxied.url, "/sign-in/code/send", {
      method: "POST",
      from: "127.0.0.78",
      headers: {
        origin: proxied.url,
        "content-type": "application/x-www-form-urlencoded",
        ...(forwarded && { "x-forwarded-for": forwarded }),
      },
      body: `email=proxied-${index}%40example.com`,
    });
  try {
    const fromOne = await runInBatches([...Array(64).keys()], (index) =>
      ask(index, `203.0.113.${index}, 198.51.100.7`),
    );
    const count = (answers: typeof fromOne) =>
      answers.filter(({ headers }) => headers.location?.endsWith("/sign-in/code")).length;
    expect(count(fromOne)).toBe(60);
    expect(count([await ask(64, "198.51.100.8")])).toBe(1);
    expect(readFileSync(proxied.logPath, "utf8")).not.toContain('"what":"proxies"');
    expect(count([await ask(65)])).toBe(1);
    expect(readFileSync(proxied.logPath, "utf8")).toMatch(/"what":"proxies","entries":0,"expected":1/);
  } finally {
    await proxied.stop();
  }
  await query("delete from pgboss.job where name = 'mail' and state < 'active'");
});

test("ambiguous e-mail addresses are rejected with a message", async ({ page }) => {
  for (const address of [
    '"a"@example.com',
    "a@b@example.com",
    "a,b@example.com",
    "ａ@example.com",
    `${"a".repeat(250)}@example.com`,
  ]) {
    await page.goto(`${portal.url}/sign-in`);
    await page.locator("form[action='/sign-in/code/send']").evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    const field = page.locator("input[name=email]");
    await field.evaluate((input: HTMLInputElement, value) => {
      input.type = "text";
      input.maxLength = 1000;
      input.value = value;
    }, address);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(
      /^We can’t send e-mail to this address/,
    );
  }
});

test("next-auth’s own e-mail sign-in is disabled", async ({ page, expected }) => {
  expected.faults.push(/status of 404/);
  const { email } = await addReachable("Greta Get", "GB", []);
  await page.goto(`${portal.url}/sign-in`);
  await askForCode(page, email);
  const token = await findLatestCode(email);
  for (const query of [
    `email=${email}&token=${token}`,
    `email=${email}&token=${token}&callbackUrl=%2Fdevices`,
  ]) {
    const answer = await sendRawRequest(portal.url, `/api/auth/callback/email?${query}`);
    expect(answer.status).toBe(404);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }
  for (const path of ["/sign-in/code/verify", "/sign-in/code/send"])
    expect((await sendRawRequest(portal.url, `${path}?email=${email}&code=${token}`)).status).toBe(405);
  // The identity provider is not configured here.
  const start = await sendRawRequest(portal.url, "/sign-in/start", {
    method: "POST",
    headers: { origin: portal.url },
  });
  expect(start.status).toBe(404);
  await page.goto(`${portal.url}/api/auth/callback/oidc?code=a&state=b`);
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  await page.goto(`${portal.url}/sign-in/code`);
  await typeCode(page, token);
  await expect(page).toHaveURL(`${portal.url}/devices`);
});

test("one page offers both ways to sign in, and both work", async ({ page, newContext }) => {
  const { email } = await addReachable("Bo Both", "GB", []);
  await signInByCode(page, second.url, email);
  const tab = await (await newContext()).newPage();
  await tab.goto(`${second.url}/`);
  await tab.getByRole("link", { name: "Sign in", exact: true }).click();
  await expect(tab.getByRole("button", { name: "Send me a code" })).toBeVisible();
  await expect(tab.getByRole("button", { name: "Use your Hearthby account" })).toBeVisible();
});

test("the cookie page lists every cookie the portal sets", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  await page.locator("footer summary").click();
  await page.getByRole("button", { name: "English (US)" }).click();
  await page.goto("/devices");
  await page.getByRole("link", { name: "Kitchen printer" }).click();
  await getCard(page, "settings").click();
  await page.goto("/cookies");
  const text = (await page.getByRole("main").textContent()) ?? "";
  const names = (await page.context().cookies(mainPortal())).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["larder.session", "larder.browser", "larder.language"]));
  for (const name of names) expect(text).toContain(name);
  // The cookies of the sign-in flow no longer exist by now.
  expect(text).toContain("larder.sign-in.");
});
