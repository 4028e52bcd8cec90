import { Client } from "pg";
import type { APIRequestContext, BrowserContext, Page } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { getPortalUrl } from "./support/addresses";
import { addCustomer, countSessions, enter, hashToken } from "./support/database";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { passProvider, readTarget, startSignIn } from "./support/hop";
import { type IdentityProvider, makePerson, startIdentityProvider } from "./support/identity-provider";
import { findInLog, findMainLog, reservePortal, startOtherPortal } from "./support/portals";
import { findDeviceId, query } from "./support/records";

/** Clicks "Sign in" on the open page and chooses a person if the provider asks. */
async function signInHere(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await chooseAtProvider(page, name);
}

const sessionToken = async (context: BrowserContext) =>
  (await context.cookies(getPortalUrl())).find(({ name }) => name === "larder.session")?.value ?? "";

test.describe("from a deep link", () => {
  const links: [what: string, path: (id: string) => string][] = [
    ["a device page", (id) => `/devices/${id}`],
    ["a device page with its choice", (id) => `/devices/${id}?via=app`],
    ["the list with a search", () => "/devices?q=coffee&sort=newest"],
    ["the list after a return", () => "/devices?back=none"],
  ];
  for (const [what, path] of links) {
    test(`${what}: the same URL after signing in`, async ({ page }) => {
      const address = `${getPortalUrl()}${path(await findDeviceId("oliver", "Coffee machine"))}`;
      await page.goto(address);
      await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
      await expect(page.getByText("Sign in to continue where you left off.")).toBeVisible();
      await signInHere(page, "Oliver Hughes");
      await expect(page).toHaveURL(address);
    });
  }

  test("a launch continues to Amazon after signing in", async ({ page }) => {
    await page.goto(
      `${getPortalUrl()}/devices/${await findDeviceId("oliver", "Coffee machine")}/go/settings?via=website`,
    );
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await signInHere(page, "Oliver Hughes");
    await expect(page).toHaveURL(new RegExp(`^${process.env.E2E_SANDBOX_EU}/drs/partner/page/settings\\?`));
  });
});

test.describe("a callbackUrl to another site ends at /devices", () => {
  const attacks = {
    "another host without a scheme": "//evil.example/devices",
    "a backslash": "/\\evil.example/devices",
    "two backslashes": "\\\\evil.example/devices",
    "a tab": "/\t/evil.example/devices",
    "a newline": "/\n/evil.example/devices",
    "a script": "javascript:alert(1)",
    "a script with a newline": "java\nscript:alert(1)",
    data: "data:text/html,<h1>evil</h1>",
    "another origin": "https://evil.example/devices",
    "another port": "http://localhost:1/devices",
    "user information before another host": "http://localhost@evil.example/devices",
    "user information before this host": "http://evil.example:x@{host}/devices",
    "a scheme without slashes": "https:evil",
    "a scheme without slashes, with a path": "https:evil.example/devices",
    "two slashes after this host": "http://{host}//evil.example/devices",
    "no URL at all": "http://",
    "a broken escape": "/%",
    nothing: "",
  };
  // An odd-looking path within the portal may stay.
  const entities: Record<string, string> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#x27;": "'",
  };
  const home = /^\/(devices|%)$/;

  function expectHome(address: string): void {
    const url = new URL(address);
    expect(url.origin).toBe(getPortalUrl());
    expect(url.username + url.password + url.search + url.hash).toBe("");
    expect(url.pathname).toMatch(home);
  }

  /** Signs in through the provider and follows every redirect to the end. */
  async function finish(request: APIRequestContext, authorization: string, callbackQuery = "") {
    const callback = await passProvider(request, getPortalUrl(), authorization, "oliver");
    const response = await request.get(`${callback}${callbackQuery}`, { maxRedirects: 0 });
    expect(response.status()).toBe(303);
    expectHome(readTarget(response) ?? "");
  }

  /** Posts a page's sign-in form with its own values. */
  async function postForm(request: APIRequestContext, page: string): Promise<void> {
    const response = await request.get(page);
    expect(response.status()).toBe(200);
    expect(response.url()).toContain(`${getPortalUrl()}/sign-in`);
    const value = (await response.text()).match(/name="callbackUrl" value="([^"]*)"/)?.[1];
    expect(value, "the form is there").toBeDefined();
    const text = (value ?? "").replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? "");
    await finish(request, await startSignIn(request, getPortalUrl(), text));
  }

  for (const [name, pattern] of Object.entries(attacks)) {
    test(`${name}, in URLs, forms and cookies`, async ({ context }) => {
      const { request } = context;
      const attack = pattern.replace("{host}", new URL(getPortalUrl()).host);
      const encoded = encodeURIComponent(attack);
      for (const page of ["/sign-in", "/api/auth/signin", "/api/auth/signin/oidc"]) {
        await test.step(page, async () => {
          await context.clearCookies({ domain: "localhost" });
          await postForm(request, `${getPortalUrl()}${page}?callbackUrl=${encoded}`);
        });
      }
      await test.step("the form", async () => {
        await finish(request, await startSignIn(request, getPortalUrl(), attack));
      });
      await test.step("/api/auth/callback/oidc", async () => {
        const authorization = await startSignIn(request, getPortalUrl(), "/devices");
        await finish(request, authorization, `&callbackUrl=${encoded}`);
      });
      await test.step("a cookie that is not ours", async () => {
        await context.clearCookies({ domain: "localhost" });
        const authorization = await startSignIn(request, getPortalUrl(), "/devices");
        const [own] = (await context.cookies(getPortalUrl())).filter(({ name }) => name.includes("sign-in"));
        expect(own).toBeDefined();
        const parts = (own?.value ?? "").split("~");
        const value = parts.with(3, Buffer.from(attack).toString("base64url")).join("~");
        await context.addCookies([{ name: own?.name ?? "", value, url: getPortalUrl() }]);
        const callback = await passProvider(request, getPortalUrl(), authorization, "oliver");
        const response = await request.get(callback, { maxRedirects: 0 });
        expect(readTarget(response)).toBe(`${getPortalUrl()}/sign-in?error=again`);
      });
    });
  }

  for (const name of ["another host without a scheme", "a backslash", "a tab", "a script"] as const) {
    test(`${name}, in a browser`, async ({ page }) => {
      await page.goto(`${getPortalUrl()}/sign-in?callbackUrl=${encodeURIComponent(attacks[name])}`);
      await signInHere(page, "Oliver Hughes");
      await expect(page).toHaveURL(`${getPortalUrl()}/devices`);
    });
  }
});

test.describe("the callback from the provider", () => {
  /** Expects an error message on the sign-in page, with a reference number that is in the portal's log. */
  async function expectFault(page: Page): Promise<void> {
    await expect(page).toHaveURL(/\/sign-in\?error=provider&reference=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("Signing in didn’t work");
    const reference =
      (await alert.textContent())?.match(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/)?.[0] ?? "";
    expect(findInLog(findMainLog(), reference), "the cause is in the log").not.toHaveLength(0);
    expect(await sessionToken(page.context())).toBe("");
  }

  async function expectAgain(page: Page, path = ""): Promise<void> {
    await expect(page).toHaveURL(`${getPortalUrl()}/sign-in?error=again${path}`);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Let’s start again");
    expect(await sessionToken(page.context())).toBe("");
  }

  for (const parameters of ["", "?code=abc", "?state=abc", "?code=abc&state=abc", "?code=&state=", "?iss=x"])
    test(`with “${parameters}” but no sign-in started: offers to start again`, async ({ page }) => {
      await page.goto(`${getPortalUrl()}/api/auth/callback/oidc${parameters}`);
      await expectAgain(page);
    });

  for (const [what, change] of Object.entries<(callback: URL) => void>({
    "a wrong state": ({ searchParams }) => searchParams.set("state", "wrong"),
    "no state": ({ searchParams }) => searchParams.delete("state"),
  }))
    test(`with ${what}: offers to start again, and then goes on to the same page`, async ({ page }) => {
      const { request } = page.context();
      const start = await startSignIn(request, getPortalUrl(), "/devices/add");
      const callback = new URL(await passProvider(request, getPortalUrl(), start, "oliver"));
      change(callback);
      await page.goto(callback.href);
      await expectAgain(page, "&callbackUrl=%2Fdevices%2Fadd");
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await expect(page).toHaveURL(`${getPortalUrl()}/devices/add`);
    });

  test("opened again with Back leads on, and the person stays signed in", async ({ page }) => {
    const { request } = page.context();
    const start = await startSignIn(request, getPortalUrl(), "/account");
    const callback = await passProvider(request, getPortalUrl(), start, "oliver");
    await page.goto(callback);
    await expect(page).toHaveURL(`${getPortalUrl()}/account`);
    const token = await sessionToken(page.context());
    await page.goto(callback);
    await expect(page).toHaveURL(`${getPortalUrl()}/devices`);
    expect(await sessionToken(page.context())).toBe(token);
  });

  const changes: Record<string, (callback: URL) => void> = {
    "a wrong code": ({ searchParams }) => searchParams.set("code", "wrong"),
    "no code": ({ searchParams }) => searchParams.delete("code"),
    "another issuer": ({ searchParams }) => searchParams.set("iss", "https://evil.example"),
    "an error that is not the person’s": ({ searchParams }) => searchParams.set("error", "server_error"),
  };
  for (const [what, change] of Object.entries(changes)) {
    test(`with ${what}: shows an error and a reference number, without a session`, async ({ page }) => {
      const { request } = page.context();
      const start = await startSignIn(request, getPortalUrl(), "/devices");
      const callback = new URL(await passProvider(request, getPortalUrl(), start, "oliver"));
      change(callback);
      await page.goto(callback.href);
      await expectFault(page);
    });
  }

  test("an authorization code works only once", async ({ page, playwright }) => {
    const { request } = page.context();
    const start = await startSignIn(request, getPortalUrl(), "/devices");
    const callback = await passProvider(request, getPortalUrl(), start, "oliver");
    await page.goto(callback);
    await expect(page).toHaveURL(`${getPortalUrl()}/devices`);
    const stranger = await playwright.request.newContext();
    const response = await stranger.get(callback, { maxRedirects: 0 });
    expect(readTarget(response)).toBe(`${getPortalUrl()}/sign-in?error=again`);
    expect(response.headers()["set-cookie"] ?? "").not.toContain("larder.session");
    await stranger.dispose();
  });

  for (const [description, words] of [
    ["", "Signing in was canceled."],
    ["User is not assigned to the client application.", "doesn’t let this account in"],
    ["Please verify your email before logging in.", "Confirm your e-mail address first"],
  ] as const)
    test(`refused with “${description}”: says so`, async ({ page }) => {
      const query = new URLSearchParams({
        error: "access_denied",
        error_description: description,
        state: "a",
      });
      await page.goto(`${getPortalUrl()}/api/auth/callback/oidc?${query}`);
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(words);
      const reference =
        (await alert.textContent())?.match(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/)?.[0] ?? "";
      expect(findInLog(findMainLog(), reference)).toMatchObject([{ error: "access_denied" }]);
    });
});

test.describe("a second sign-in in the same browser", () => {
  /** Opens two tabs: the second still shows the sign-in page after the first has signed in. */
  async function signInAgain(context: BrowserContext, name: string, again: () => Promise<void>) {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await second.goto(`${getPortalUrl()}/sign-in`);
    await first.goto(`${getPortalUrl()}/sign-in`);
    await signInHere(first, name);
    await expect(first).toHaveURL(`${getPortalUrl()}/devices`);
    const before = await sessionToken(context);
    expect(await countSessions(before)).toBe(1);
    await again();
    await second.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    return { second, before };
  }

  test("as another person replaces the session", async ({ context }) => {
    const { second, before } = await signInAgain(context, "Oliver Hughes", () =>
      // The provider no longer has the first person's session.
      context.clearCookies({ domain: "127.0.0.1" }),
    );
    await chooseAtProvider(second, "Margaret Hollis");
    await expect(second).toHaveURL(`${getPortalUrl()}/devices`);
    await expect(second.getByRole("banner")).toContainText("Margaret Hollis");
    const after = await sessionToken(context);
    expect(after).not.toBe(before);
    expect(await countSessions(before)).toBe(0);
    expect(await countSessions(after)).toBe(1);
    const linked = await query(
      `select from identities i join customers c on c.id = i.customer_id
       where i.issuer = $1 and i.subject = 'margaret' and c.external_id = 'margaret'`,
      [process.env.E2E_ISSUER],
    );
    expect(linked, "nothing was linked to the first person").toHaveLength(1);
  });

  test("as the same person creates a new session token", async ({ context }) => {
    const { second, before } = await signInAgain(context, "Oliver Hughes", async () => {});
    await expect(second).toHaveURL(`${getPortalUrl()}/devices`);
    const after = await sessionToken(context);
    expect(after).not.toBe(before);
    expect(await countSessions(before)).toBe(0);
    expect(await countSessions(after)).toBe(1);
  });

  test("does not keep a planted session token", async ({ context, page }) => {
    const victim = await addCustomer("Vera Victim", "DE", []);
    const planted = await enter(context, victim);
    await context.clearCookies({ domain: "127.0.0.1" });
    const start = await startSignIn(context.request, getPortalUrl(), "/devices");
    await page.goto(await passProvider(context.request, getPortalUrl(), start, "oliver"));
    await expect(page.getByRole("banner")).toContainText("Oliver Hughes");
    expect(await sessionToken(context)).not.toBe(planted);
    expect(await query("select from sessions where token_hash = $1", [hashToken(planted)])).toHaveLength(0);
  });
});

test.describe("a person without an account", () => {
  let identity: IdentityProvider;
  let open: Portal;
  let closed: Portal;

  test.beforeAll(async () => {
    const [first, second] = [await reservePortal(), await reservePortal()];
    identity = await startIdentityProvider(
      [first.url, second.url],
      [makePerson("nora-new", "Nora New", "GB"), makePerson("una-unknown", "Una Unknown", "GB")],
    );
    const env = { OIDC_ISSUER: identity.issuer };
    // No person has this claim, so only the identity distinguishes them.
    open = await startOtherPortal({
      port: first.port,
      env: { ...env, OIDC_EXTERNAL_ID_CLAIM: "customer_number" },
    });
    closed = await startOtherPortal({ port: second.port, env: { ...env, SELF_SIGN_UP: "false" } });
  });
  test.afterAll(async () => {
    await open?.stop();
    await closed?.stop();
    await identity?.stop();
  });

  const identitiesOf = (subject: string) =>
    query<{ customer_id: string }>("select customer_id from identities where issuer = $1 and subject = $2", [
      identity.issuer,
      subject,
    ]);

  /** Runs sign-ins at once: blocks inserts of customers until all of them wait. */
  async function allAtOnce<T>(works: (() => Promise<T>)[]): Promise<T[]> {
    const gate = new Client({ connectionString: process.env.E2E_DATABASE_OWNER_URL });
    await gate.connect();
    try {
      await gate.query("begin; lock table customers in share mode");
      const started = works.map((work) => work());
      const waiting = async () => (await query("select from pg_locks where not granted")).length;
      await expect.poll(waiting).toBe(works.length);
      await gate.query("commit");
      return await Promise.all(started);
    } finally {
      await gate.end();
    }
  }

  test("becomes one customer when first signing in from several browsers at once", async ({
    playwright,
    browser,
  }) => {
    const requests = await Promise.all([1, 2, 3, 4].map(() => playwright.request.newContext()));
    const callbacks: string[] = [];
    for (const request of requests) {
      const start = await startSignIn(request, open.url, "/devices");
      callbacks.push(await passProvider(request, open.url, start, "nora-new"));
    }
    const answers = await allAtOnce(
      requests.map((request, index) => () => request.get(callbacks[index] as string, { maxRedirects: 0 })),
    );
    for (const answer of answers) expect(readTarget(answer)).toBe(`${open.url}/devices`);

    const identities = await identitiesOf("nora-new");
    expect(identities).toHaveLength(1);
    expect(await query("select from customers where name = 'Nora New'")).toHaveLength(1);
    const sessions = await query("select from sessions where customer_id = $1", [identities[0]?.customer_id]);
    expect(sessions).toHaveLength(requests.length);

    const context = await browser.newContext({ storageState: await requests[0]?.storageState() });
    const page = await context.newPage();
    await page.goto(`${open.url}/devices`);
    await expect(page.getByRole("heading", { name: "No devices yet" })).toBeVisible();
    await context.close();
    for (const request of requests) await request.dispose();
  });

  test("gets an explanation and no account if self sign-up is off", async ({ page }) => {
    const count = async () => (await query("select from customers")).length;
    const before = await count();
    await page.goto(`${closed.url}/sign-in`);
    await signInHere(page, "Una Unknown");
    await expect(page).toHaveURL(/\/sign-in\?error=unknown/);
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("We don’t recognize this account yet");
    await expect(alert).toContainText("Hearthby");
    expect(await sessionToken(page.context())).toBe("");
    expect(await count()).toBe(before);
    expect(await identitiesOf("una-unknown")).toHaveLength(0);
  });

  test("can sign in with a customer number even if self sign-up is off", async ({ page }) => {
    await page.goto(`${closed.url}/sign-in`);
    await signInHere(page, "Oliver Hughes");
    await expect(page).toHaveURL(`${closed.url}/devices`);
    await expect(page.getByRole("link", { name: /Coffee machine/ }).first()).toBeVisible();
  });
});
