import type { Page } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { letMinutesPass, listLaunches } from "./support/records";
import {
  type Card,
  cards,
  expectAt,
  expectBackOn,
  expectCalmReturn,
  getAllDevicesCard,
  getCard,
  getHeading,
  getNotice,
  getTrips,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

/** Opens a device's card from the list. Ends on the Dash page. */
async function leave(page: Page, device: string, name: Card): Promise<string> {
  const id = await openDevice(page, device);
  await getCard(page, name).click();
  const title = getHeading(page);
  await expect(title).toHaveText(new RegExp(`^(Sign in|${cards[name].page})$`));
  if ((await title.textContent()) === "Sign in") await signInAtAmazon(page);
  await expect(title).toHaveText(cards[name].page);
  return id;
}

test("a return counts once: replayed, it only says welcome", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "supplies");
  await page.goto("/return");
  await expectBackOn(page, id, "Kitchen printer", "supplies");
  await page.goto("/return");
  await expectCalmReturn(page);
});

test("reloading after a launch shows no second return", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "inventory");
  await page.goto(`/devices/${id}`);
  await page.reload();
  await expect(getHeading(page)).toHaveText("Kitchen printer");
  await expect(getNotice(page)).toHaveCount(0);

  await page.goBack();
  await expect(getHeading(page)).toHaveText("Household inventory");
  await page.reload();
  await pressExit(page);
  await expectBackOn(page, id, "Kitchen printer", "inventory");
  const returned = await listLaunches("emily");
  expect(returned).toHaveLength(1);
  await page.reload();
  await expectBackOn(page, id, "Kitchen printer", "inventory");
  expect(await listLaunches("emily")).toEqual(returned);

  await page.goBack();
  await expect(getHeading(page)).toHaveText("Household inventory");
  await pressExit(page);
  await expectCalmReturn(page);
});

test("after browser Back and another card, the latest is named", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  await leave(page, "Kitchen printer", "supplies");
  const id = await openDevice(page, "Kitchen printer");
  await getCard(page, "history").click();
  await expect(getHeading(page)).toHaveText(cards.history.page);
  await page.goBack();
  await expect(getHeading(page)).toHaveText("Kitchen printer");
  await getCard(page, "settings").click();
  await expect(getHeading(page)).toHaveText(cards.settings.page);
  await pressExit(page);
  await expectBackOn(page, id, "Kitchen printer", "settings");
  expect((await listLaunches("emily")).map((launch) => [launch.card, launch.returned])).toEqual([
    ["settings", true],
    ["history", true],
    ["supplies", true],
  ]);
});

test("opening the same card twice is one trip", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  await leave(page, "Kitchen printer", "supplies");
  const id = await leave(page, "Kitchen printer", "supplies");
  expect(await listLaunches("emily")).toHaveLength(1);
  await pressExit(page);
  await expectBackOn(page, id, "Kitchen printer", "supplies");
});

test("with trips to several devices open, the list asks where next", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  const printer = await leave(page, "Kitchen printer", "supplies");
  await letMinutesPass(20);
  await leave(page, "Morning coffee", "parts");
  await letMinutesPass(3);
  await pressExit(page);

  await expect(page).toHaveURL(/\/devices\?back=[0-9a-f-]{36}$/);
  await expect(getNotice(page)).toHaveText("You’re back from Amazon. Where next?");
  await expect(getTrips(page)).toHaveCount(2);
  // Half a minute of opening pages rounds up.
  await expect(getTrips(page).nth(0)).toContainText("Installed parts for Morning coffee");
  await expect(getTrips(page).nth(0)).toContainText(/\D[34] minutes ago/);
  await expect(getTrips(page).nth(1)).toContainText("Supply tracking for Kitchen printer");
  await expect(getTrips(page).nth(1)).toContainText(/\D2[34] minutes ago/);
  await getTrips(page).nth(1).getByRole("link", { name: "Supply tracking for Kitchen printer" }).click();
  await expectAt(page, `${getPortalUrl()}/devices/${printer}`);

  await page.goto("/return");
  await expectCalmReturn(page);
});

test("the device list and a device also count as several", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  await leave(page, "Kitchen printer", "supplies");
  await page.goto("/devices");
  await getAllDevicesCard(page).click();
  await expect(getHeading(page)).toHaveText("Your devices");
  await pressExit(page);
  await expect(getTrips(page)).toHaveCount(2);
  await expect(getTrips(page).nth(0).getByRole("link", { name: "Your devices at Amazon" })).toBeVisible();
  await expect(
    getTrips(page).nth(1).getByRole("link", { name: "Supply tracking for Kitchen printer" }),
  ).toBeVisible();
});

test("a return from only the device list names it", async ({ page, signIn }) => {
  await signIn(page, "佐藤 花");
  await getAllDevicesCard(page).click();
  await signInAtAmazon(page);
  await pressExit(page);
  await expect(page).toHaveURL(/\/devices\?back=[0-9a-f-]{36}$/);
  await expect(getNotice(page)).toHaveText(
    "You’re back from Amazon. You opened your device list. Open again",
  );
});

test("a signed-out customer signs in first, then sees the right notice", async ({
  page,
  context,
  signIn,
}) => {
  await signIn(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "supplies");
  await context.clearCookies({ name: /^(larder\.session$|identity_)/ });
  await pressExit(page);
  await expectAt(page, `${getPortalUrl()}/sign-in?callbackUrl=%2Freturn`);
  await expect(page.getByText("Sign in to continue where you left off.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await chooseAtProvider(page, "Emily Carter");
  await expectBackOn(page, id, "Kitchen printer", "supplies");
});

test("a browser without launches signs in and sees the plain welcome", async ({
  page,
  signIn,
  newContext,
}) => {
  await signIn(page, "Emily Carter");
  await leave(page, "Kitchen printer", "supplies");
  const other = await (await newContext()).newPage();
  await other.goto("/return");
  await expect(other.getByText("Sign in to continue where you left off.", { exact: true })).toBeVisible();
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await chooseAtProvider(other, "Emily Carter");
  await expectCalmReturn(other);
  // The first browser's trip is still open.
  expect((await listLaunches("emily")).map(({ open }) => open)).toEqual([true]);
});

test("another account in the same browser sees nothing and uses up no launch", async ({
  page,
  signInOnPages,
  signOut,
}) => {
  await signInOnPages(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "supplies");
  await page.goto("/devices");
  await signOut(page);
  await signInOnPages(page, "Jonas Weber");
  await page.goto("/return");
  await expectCalmReturn(page);
  expect(await page.content()).not.toContain("Kitchen printer");
  await signOut(page);
  await signInOnPages(page, "Emily Carter");
  await page.goto("/return");
  await expectBackOn(page, id, "Kitchen printer", "supplies");
});

test("only its viewer sees the notice", async ({ page, signIn, newContext }) => {
  await signIn(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "supplies");
  await pressExit(page);
  await expectBackOn(page, id, "Kitchen printer", "supplies");
  const back = new URL(page.url()).search;

  const other = await (await newContext()).newPage();
  await signIn(other, "Jonas Weber");
  const own = await openDevice(other, "Kaffeemaschine");
  await other.goto(`/devices/${own}${back}`);
  await expect(getHeading(other)).toHaveText("Kaffeemaschine");
  await expect(getNotice(other)).toHaveCount(0);
  expect(await other.content()).not.toContain("Kitchen printer");
  await other.goto(`/devices${back}`);
  await expect(getNotice(other)).toHaveText("Welcome back. Your devices are here.");
  expect(await other.content()).not.toContain("Kitchen printer");
});

test("the notice expires after 15 minutes, a trip after four hours", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  const id = await leave(page, "Kitchen printer", "supplies");
  await letMinutesPass(239);
  await pressExit(page);
  await expectBackOn(page, id, "Kitchen printer", "supplies");
  await letMinutesPass(14);
  await page.reload();
  await expectBackOn(page, id, "Kitchen printer", "supplies");
  await letMinutesPass(2);
  await page.reload();
  await expect(getHeading(page)).toHaveText("Kitchen printer");
  await expect(getNotice(page)).toHaveCount(0);

  await leave(page, "Kitchen printer", "supplies");
  await letMinutesPass(241);
  await pressExit(page);
  await expectCalmReturn(page);
});

const oddQueries = [
  "?back=00000000-0000-4000-8000-000000000000",
  "?back=none&back=other",
  "?code=abc&state=def&error=access_denied",
  "?callbackUrl=https%3A%2F%2Felsewhere.example%2F&next=//elsewhere.example",
  "?device=../../admin",
  "?%00=%00&%E0%A4=%C3%28",
  `?long=${"x".repeat(3000)}`,
];

test("odd parameters have no effect", async ({ page, signIn }) => {
  await signIn(page, "Oliver Hughes");
  for (const query of oddQueries) {
    await test.step(query.slice(0, 60), async () => {
      await page.goto(`/return${query}`);
      await expectCalmReturn(page);
      const id = await leave(page, "Coffee machine", "parts");
      await page.goto(`/return${query}`);
      await expectBackOn(page, id, "Coffee machine", "parts");
    });
  }
});

test("a prefetch neither starts nor uses up a trip", async ({ page, signIn }) => {
  await signIn(page, "Oliver Hughes");
  const id = await openDevice(page, "Coffee machine");
  const ahead: Record<string, string>[] = [
    { "Sec-Purpose": "prefetch" },
    { "Sec-Purpose": "prefetch;prerender" },
    { Purpose: "prefetch" },
    { "X-Moz": "prefetch" },
    { "Next-Router-Prefetch": "1" },
  ];
  for (const headers of ahead) {
    const answer = await page.request.get(`/devices/${id}/go/supplies`, { headers, maxRedirects: 0 });
    expect(answer.status(), JSON.stringify(headers)).toBe(503);
    expect(answer.headers()["cache-control"]).toContain("no-store");
  }
  const asked = await page.request.head(`/devices/${id}/go/supplies`, { maxRedirects: 0 });
  expect(asked.headers().location).toBeUndefined();
  expect(await listLaunches("oliver")).toEqual([]);

  await leave(page, "Coffee machine", "supplies");
  for (const headers of ahead) {
    const answer = await page.request.get("/return", { headers, maxRedirects: 0 });
    expect(answer.status(), JSON.stringify(headers)).toBe(503);
  }
  expect((await page.request.head("/return", { maxRedirects: 0 })).headers().location).toBeUndefined();
  await pressExit(page);
  await expectBackOn(page, id, "Coffee machine", "supplies");
});
