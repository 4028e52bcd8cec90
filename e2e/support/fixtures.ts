import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "playwright/test";
import { demoPeople } from "../../launcher/demo-data";
import { getPortalUrl } from "./addresses";
import { passProvider, startSignIn } from "./hop";
import { startAfresh } from "./records";
import { type ArrivedLink, listArrivedLinks, listViolations, resetSandbox } from "./sandbox";

export { expect };

/** Faults that a test provokes on purpose. An expected fault that does not happen fails the test. */
type Expected = {
  /** Console messages, such as the browser's own about a page with status 404. */
  faults: RegExp[];
  /** Links that the sandbox reports as invalid. */
  wrongLinks: RegExp[];
};

type Fixtures = {
  expected: Expected;
  /** Opens another browser context, monitored like the first. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Signs in with a browser's requests, but opens only the first page after them. */
  signIn: (page: Page, name: string) => Promise<void>;
  /** Signs in on the welcome page and the identity provider's, for tests of a whole journey. */
  signInOnPages: (page: Page, name: string) => Promise<void>;
  /** Signs out at the portal and the identity provider. */
  signOut: (page: Page) => Promise<void>;
  /** Lists the links that the sandbox received in this test, newest first. */
  listArrivedLinks: () => Promise<ArrivedLink[]>;
  faults: string[];
  watched: undefined;
  checkedLinks: undefined;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  expected: async ({}, use) => use({ faults: [], wrongLinks: [] }),

  faults: async ({ expected }, use) => {
    const faults: string[] = [];
    await use(faults);
    const unexpected = faults.filter((fault) => !expected.faults.some((pattern) => pattern.test(fault)));
    expect(unexpected, "console errors and warnings, page errors, CSP violations, prefetched links").toEqual(
      [],
    );
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
      expect(left, "links that violate the contract, from an earlier file").toEqual([]);
      await use(undefined);
      const wrong = await listViolations();
      const arrived = await listArrivedLinks();
      await resetSandbox();
      const unexpected = wrong.filter(({ url }) => !expected.wrongLinks.some((pattern) => pattern.test(url)));
      expect(unexpected, "links that violate the contract").toEqual([]);
      for (const pattern of expected.wrongLinks)
        expect(
          wrong.map(({ url }) => url),
          "a wrong link that the test provokes",
        ).toContainEqual(expect.stringMatching(pattern));
      expect(
        arrived.filter(({ referer }) => referer !== null),
        "links with a referrer",
      ).toEqual([]);
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above
  listArrivedLinks: async ({}, use) => use(listArrivedLinks),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  signIn: async ({}, use) =>
    use(async (page, name) => {
      await readInEnglish(page);
      const { request } = page.context();
      const subject = demoPeople.find((person) => person.name === name)?.subject ?? name;
      const authorization = await startSignIn(request, getPortalUrl(), "/devices");
      await page.goto(await passProvider(request, getPortalUrl(), authorization, subject));
      await expect(page).toHaveURL(signedIn);
    }),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  signInOnPages: async ({}, use) =>
    use(async (page, name) => {
      await readInEnglish(page);
      await page.goto("/");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await chooseAtProvider(page, name);
      await expect(page).toHaveURL(signedIn);
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

const signedIn = /\/(devices|support|admin)$/;

const readInEnglish = (page: Page) =>
  page.context().addCookies([{ name: "larder.language", value: "en-US", url: getPortalUrl() }]);

/** Chooses a person on the identity provider's page. */
export async function chooseAtProvider(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to Hearthby");
  await page.getByRole("button", { name }).click();
}

async function watch(context: BrowserContext, faults: string[]): Promise<void> {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      faults.push(
        `${message.type()} on ${message.page()?.url()}: ${message.text()} (${message.location().url})`,
      );
  });
  context.on("weberror", (thrown) => {
    faults.push(`page error on ${thrown.page()?.url()}: ${thrown.error()}`);
  });
  context.on("request", (request) => {
    if (/\/go\//.test(new URL(request.url()).pathname) && !request.isNavigationRequest())
      faults.push(`prefetched: ${request.url()}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ documentURI, violatedDirective, blockedURI }) => {
      console.error(`CSP violation on ${documentURI}: ${violatedDirective} blocked ${blockedURI}`);
    });
  });
}
