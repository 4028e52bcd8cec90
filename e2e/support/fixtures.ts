import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "playwright/test";
import { getPortalUrl } from "./addresses";
import { startAfresh } from "./records";
import { type ArrivedLink, listArrivedLinks, listViolations, resetSandbox } from "./sandbox";

export { expect };

/** What a test provokes on purpose. Whatever stands here and does not happen fails the test as well. */
type Expected = {
  /** Console messages, such as the browser's own about a page with status 404. */
  faults: RegExp[];
  /** Links that the sandbox calls wrong. */
  wrongLinks: RegExp[];
};

type Fixtures = {
  expected: Expected;
  /** A further browser, watched like the first. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Signs in from the welcome page, through the identity provider. */
  signIn: (page: Page, name: string) => Promise<void>;
  /** Signs out by the button, here and at the identity provider. */
  signOut: (page: Page) => Promise<void>;
  /** The links that arrived at the sandbox in this test, newest first. */
  listArrivedLinks: () => Promise<ArrivedLink[]>;
  faults: string[];
  watched: undefined;
  checkedLinks: undefined;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  expected: async ({}, use) => use({ faults: [], wrongLinks: [] }),

  faults: async ({ expected }, use) => {
    const faults: string[] = [];
    await use(faults);
    const unexpected = faults.filter((fault) => !expected.faults.some((pattern) => pattern.test(fault)));
    expect(
      unexpected,
      "console errors and warnings, page errors, CSP violations, links loaded ahead",
    ).toEqual([]);
    for (const pattern of expected.faults)
      expect(faults, "a fault that the test provokes").toContainEqual(expect.stringMatching(pattern));
  },

  watched: [
    async ({ context, faults }, use) => {
      await watch(context, faults);
      await use(undefined);
    },
    { auto: true },
  ],

  newContext: async ({ browser, baseURL, faults }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, ...options });
      opened.push(context);
      await watch(context, faults);
      return context;
    });
    for (const context of opened) await context.close();
  },

  checkedLinks: [
    async ({ expected }, use) => {
      await startAfresh();
      const left = await listViolations();
      await resetSandbox();
      expect(left, "links that break the contract, left by an earlier file").toEqual([]);
      await use(undefined);
      const wrong = await listViolations();
      const arrived = await listArrivedLinks();
      await resetSandbox();
      const unexpected = wrong.filter(({ url }) => !expected.wrongLinks.some((pattern) => pattern.test(url)));
      expect(unexpected, "links that break the contract").toEqual([]);
      for (const pattern of expected.wrongLinks)
        expect(
          wrong.map(({ url }) => url),
          "a wrong link that the test provokes",
        ).toContainEqual(expect.stringMatching(pattern));
      expect(
        arrived.filter(({ referer }) => referer !== null),
        "links that told Amazon where the customer came from",
      ).toEqual([]);
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above
  listArrivedLinks: async ({}, use) => use(listArrivedLinks),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  signIn: async ({}, use) =>
    use(async (page, name) => {
      await page.context().addCookies([{ name: "larder.language", value: "en-US", url: getPortalUrl() }]);
      await page.goto("/");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await chooseAtProvider(page, name);
      await expect(page).toHaveURL(/\/(devices|support|admin)$/);
    }),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  signOut: async ({}, use) =>
    use(async (page) => {
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign out of Hearthby?");
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page).toHaveURL(`${getPortalUrl()}/`);
      await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    }),
});

/** The identity provider's list of people. */
export async function chooseAtProvider(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to Hearthby");
  await page.getByRole("button", { name }).click();
}

async function watch(context: BrowserContext, faults: string[]): Promise<void> {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      faults.push(`${message.type()} on ${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (thrown) => {
    faults.push(`page error on ${thrown.page()?.url()}: ${thrown.error()}`);
  });
  context.on("request", (request) => {
    if (/\/go\//.test(new URL(request.url()).pathname) && !request.isNavigationRequest())
      faults.push(`loaded ahead of any press: ${request.url()}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ documentURI, violatedDirective, blockedURI }) => {
      console.error(`CSP violation on ${documentURI}: ${violatedDirective} blocked ${blockedURI}`);
    });
  });
}
