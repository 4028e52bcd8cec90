import type { BrowserContext, Page } from "playwright/test";
import { getHost, getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { findDeviceId, listLaunches } from "./support/records";
import {
  cards,
  expectAt,
  expectBackOn,
  expectCalmReturn,
  getCard,
  getCountryChange,
  getCountryChoice,
  getHeading,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

type Customer = { subject: string; name: string; device: string; canaries: string[] };

const emily: Customer = {
  subject: "emily",
  name: "Emily Carter",
  device: "Kitchen printer",
  canaries: ["Kitchen printer", "Biscuit", "EMILY-00", "Emily Carter", "emily@"],
};
const jonas: Customer = {
  subject: "jonas",
  name: "Jonas Weber",
  device: "Drucker im Flur",
  canaries: ["Drucker im Flur", "Kaffeemaschine", "JONAS-00", "Jonas Weber", "jonas@"],
};

/** Expects a text to contain none of a customer's data. */
function expectNothingOf({ canaries }: Customer, text: string, where: string): void {
  expect(
    canaries.filter((canary) => text.includes(canary)),
    where,
  ).toEqual([]);
}

for (const [own, other] of [
  [emily, jonas],
  [jonas, emily],
] as const) {
  test(`${own.name} cannot see or launch anything of ${other.name}'s`, async ({
    page,
    newContext,
    signIn,
    expected,
  }) => {
    expected.faults.push(/status of 404/);
    // The other customer is also signed in and has just returned from a trip.
    const away = await (await newContext()).newPage();
    await signIn(away, other.name);
    const id = await openDevice(away, other.device);
    await getCard(away, "supplies").click();
    await signInAtAmazon(away);
    await pressExit(away);
    await expectBackOn(away, id, other.device, "supplies");
    const back = new URL(away.url()).searchParams.get("back");
    const [launched] = await listLaunches(other.subject);
    expect(launched).toMatchObject({ id: back, card: "supplies", open: false, returned: true });
    expect(await away.content(), "the canaries are there for their owner").toContain(other.canaries[2]);

    await signIn(page, own.name);
    const ownId = await openDevice(page, own.device);
    const addresses = [
      `/devices/${id}`,
      `/devices/${id.toUpperCase()}`,
      `/devices/${id}?back=${back}`,
      `/devices/${id}?via=app`,
      `/devices/${ownId}?back=${back}`,
      `/devices/${ownId}/../${id}`,
      "/devices",
      `/devices?back=${back}`,
      `/devices?q=${other.subject.toUpperCase()}-0001`,
      `/devices?q=${encodeURIComponent(other.device)}`,
    ];
    for (const address of addresses) {
      await page.goto(address);
      const isForeign = address.includes(`/${id}`) || address.includes(`/${id.toUpperCase()}`);
      await expect(getHeading(page)).toHaveText(
        isForeign
          ? "This page doesn’t exist"
          : address.startsWith(`/devices/${ownId}`)
            ? own.device
            : "Your devices",
      );
      // A search shows its own words again, and nothing else.
      const sent = new URL(page.url()).searchParams.get("q") ?? "";
      if (sent) await expect(page.getByText(`Nothing found for “${sent}”`)).toBeVisible();
      const shown = (await page.content()).replaceAll(sent || "\0", "");
      expectNothingOf(other, shown, address);
    }

    for (const name of [...Object.keys(cards), "all-devices"]) {
      for (const via of ["", "?via=app"]) {
        const answer = await page.request.get(`/devices/${id}/go/${name}${via}`, { maxRedirects: 0 });
        expect(answer.status(), name).toBe(404);
        expect(answer.headers().location, name).toBeUndefined();
        expectNothingOf(other, await answer.text(), name);
      }
    }
    expect(await listLaunches(own.subject)).toEqual([]);
    expect(await listLaunches(other.subject)).toEqual([launched]);
  });
}

test("another customer's id gets the same response as an unknown id", async ({ page, signIn, expected }) => {
  expected.faults.push(/status of 404/);
  const foreign = await findDeviceId("jonas", jonas.device);
  const unknown = "3f2b8c1e-5d4a-4b6c-9e7f-0a1b2c3d4e5f";
  await signIn(page, emily.name);
  const seen = async (path: string) => {
    const answer = await page.goto(path);
    return {
      status: answer?.status(),
      title: await page.title(),
      text: await page.getByRole("main").textContent(),
    };
  };
  for (const path of ["", "/go/supplies", "/go/supplies?via=app", "?back=1"]) {
    const [theirs, nobodys] = [
      await seen(`/devices/${foreign}${path}`),
      await seen(`/devices/${unknown}${path}`),
    ];
    expect(theirs.status, path).toBe(404);
    expect(theirs, path).toEqual(nobodys);
  }
});

test("a customer cannot return into another's trip, even with that browser's cookie", async ({
  page,
  context,
  newContext,
  signIn,
}) => {
  await signIn(page, emily.name);
  const id = await openDevice(page, emily.device);
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await expect(getHeading(page)).toHaveText("Supply tracking");

  const strangers = await newContext();
  const stranger = await strangers.newPage();
  await signIn(stranger, jonas.name);
  await stranger.goto("/return");
  await expectCalmReturn(stranger);
  const shared = (await context.cookies(getPortalUrl())).filter(({ name }) => name === "larder.browser");
  expect(shared).toHaveLength(1);
  await strangers.addCookies(shared);
  await stranger.goto("/return");
  await expectCalmReturn(stranger);
  expectNothingOf(emily, await stranger.content(), "/return");
  expect((await listLaunches("emily")).map(({ open }) => open)).toEqual([true]);

  await pressExit(page);
  await expectBackOn(page, id, emily.device, "supplies");
});

test("only a device's owner can answer its country question", async ({ page, signIn, expected }) => {
  expected.faults.push(/status of 404/);
  const foreign = await findDeviceId("emily", emily.device);
  await signIn(page, "Thabo Mokoena");
  await openDevice(page, "Robot");
  await getCountryChange(page).click();
  await getCountryChoice(page).evaluate((select, id) => {
    const device = (select as HTMLSelectElement).form?.elements.namedItem("device");
    (device as HTMLInputElement).value = id;
  }, foreign);
  await page.getByRole("button", { name: "Save country" }).click();
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  expectNothingOf(emily, await page.content(), "the answer to the form");
});

test("one browser, two customers in turn: nothing of the first remains", async ({
  page,
  context,
  newContext,
  signInOnPages,
  signOut,
  expected,
}) => {
  // The history also has the provider's pages of completed sign-ins.
  expected.faults.push(/\/interaction\/\S+ .*status of 400/);
  // To the second customer, the first one's device does not exist.
  expected.faults.push(/\/devices\/\S+ .*status of 404/);
  const id = await findDeviceId("emily", emily.device);
  // Emily arrives by a deep link, so sign-in remembers a target.
  await page.goto(`/devices/${id}`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: emily.name }).click();
  await expect(getHeading(page)).toHaveText(emily.device);
  await getCard(page, "inventory").click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expectBackOn(page, id, emily.device, "inventory");
  await page.goto("/devices");
  await expect(page.getByRole("link", { name: emily.device })).toBeVisible();
  const session = (await context.cookies(getPortalUrl())).filter(({ name }) => name === "larder.session");
  expect(session).toHaveLength(1);
  expect(session[0]).toMatchObject({ httpOnly: true, sameSite: "Lax" });

  await signOut(page);
  await expectNoTrace(context, page, id);
  await page.goBack();
  await page.goBack();
  await expectAt(page, `${getPortalUrl()}/sign-in?callbackUrl=%2Fdevices`);
  expectNothingOf(emily, await page.content(), "browser Back after signing out");

  const thief = await newContext();
  await thief.addCookies(session);
  const stolen = await thief.newPage();
  await stolen.goto(`/devices/${id}`);
  await expect(getHeading(stolen)).toHaveText("Sign in");
  expectNothingOf(emily, await stolen.content(), "with the old session cookie");
  expect((await thief.request.get("/devices", { maxRedirects: 0 })).status()).toBe(307);

  await signInOnPages(page, jonas.name);
  await expect(page.getByRole("link", { name: jonas.device })).toBeVisible();
  expectNothingOf(emily, await page.content(), "the list of the second");
  await expectNoTrace(context, page, id);
  await goBackThroughAll(page);
});

/** Expects the browser's storage and cookies to contain no customer or device data. */
async function expectNoTrace(context: BrowserContext, page: Page, deviceId: string): Promise<void> {
  const { cookies, origins } = await context.storageState({ indexedDB: true });
  const kept = await page.evaluate(async () => ({
    session: { ...sessionStorage },
    local: { ...localStorage },
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ session: {}, local: {}, caches: [], workers: 0 });
  expect(origins.filter(({ origin }) => origin === getPortalUrl())).toEqual([]);
  const own = cookies.filter(({ domain }) => domain === new URL(getPortalUrl()).hostname);
  const text = decodeURIComponent(JSON.stringify(own));
  expectNothingOf(emily, text, "cookies");
  expect.soft(text, "cookies").not.toContain(deviceId);
  expect.soft(text, "cookies").not.toContain("emily");
}

/** Visits every earlier page in the browser's history. */
async function goBackThroughAll(page: Page): Promise<void> {
  const passed: string[] = [];
  await page.goBack();
  while (page.url() !== "about:blank") {
    passed.push(page.url());
    // Skips Amazon's and the provider's pages.
    if (page.url().startsWith(`${getPortalUrl()}/`)) {
      await expect(getHeading(page)).toBeVisible();
      expectNothingOf(emily, await page.content(), `browser Back to ${page.url()}`);
    }
    await page.goBack();
  }
  const list = passed.join("\n");
  expect(list, "pages behind").toContain(`${getPortalUrl()}/`);
  expect(list, "pages behind").toContain(getHost("NA"));
}
