import { randomBytes } from "node:crypto";
import { getPortalUrl } from "./support/addresses";
import { watchAudit } from "./support/audit";
import { addCustomer, addStaffSession, makeSessionCookie, type TestCustomer } from "./support/database";
import {
  buildCustomerPath,
  getCustomerRow,
  getSearchAnswer,
  getSearchBox,
  prepareCustomer,
} from "./support/desk-steps";
import { expect, test } from "./support/fixtures";
import { expectAt, getHeading } from "./support/steps";

test("the arrow keys move through the results, Escape returns to the search box", async ({
  page,
  signIn,
}) => {
  const word = randomBytes(6).toString("hex");
  const names = [`Anton ${word}`, `Berta ${word}`, `Cäsar ${word}`];
  const [anton, berta, caesar] = await Promise.all(names.map((name) => addCustomer(name, "DE", [])));
  if (!anton || !berta || !caesar) throw new Error("Three customers are needed.");
  await signIn(page, "Sam Okafor");
  const recorded = await watchAudit();
  await getSearchBox(page).fill(word);
  await expect(getSearchAnswer(page)).toHaveText("3 customers found");
  await expect(page).toHaveURL(/\/support\?q=sealed\.[\w.-]+$/);
  expect((await recorded()).at(-1)?.about).toEqual([anton.id, berta.id, caesar.id]);
  const steps = [
    ["ArrowDown", getCustomerRow(page, anton)],
    ["ArrowDown", getCustomerRow(page, berta)],
    ["ArrowDown", getCustomerRow(page, caesar)],
    ["ArrowDown", getCustomerRow(page, caesar)],
    ["ArrowUp", getCustomerRow(page, berta)],
    ["Escape", getSearchBox(page)],
    ["ArrowDown", getCustomerRow(page, anton)],
  ] as const;
  for (const [key, focused] of steps) {
    await page.keyboard.press(key);
    await expect(focused).toBeFocused();
  }
  // More typing narrows the results, and every search has its own URL.
  await getSearchBox(page).fill(`${word} casar`);
  await expect(getSearchAnswer(page)).toHaveText("1 customer found");
  await getCustomerRow(page, caesar).click();
  await expectAt(page, getPortalUrl() + buildCustomerPath(caesar));
  await page.goBack();
  await expect(getSearchBox(page)).toHaveValue(`${word} casar`);
  await expect(getCustomerRow(page, caesar)).toBeVisible();
});

test("text typed before the page’s scripts load is searched once they do", async ({ page, signIn }) => {
  const customer = await prepareCustomer("hana", "JP", "ja");
  await signIn(page, "Sam Okafor");
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  // Cached scripts would not wait.
  await (await page.context().newCDPSession(page)).send("Network.clearBrowserCache");
  await page.goto("/support", { waitUntil: "commit" });
  await expect(getSearchBox(page)).toBeFocused();
  await page.keyboard.insertText("佐藤");
  release();
  await expect(getCustomerRow(page, customer)).toBeVisible();
  await expect(getSearchBox(page)).toHaveValue("佐藤");
});

const tooShort = "Type a little more";
const tooLong = "That’s too much to search for";
const nobody = "No customers match";
const odd: [what: string, typed: string, answer: string | RegExp][] = [
  ["10,000 characters", "x".repeat(10_000), tooLong],
  ["10,000 characters of Japanese", "花".repeat(10_000), tooLong],
  ["one letter", "j", tooShort],
  ["one character of Japanese", "花", tooShort],
  ["blanks", " \u3000 ", "Part of a word is enough"],
  ["wildcards of LIKE", "%%%___", tooShort],
  ["a wildcard between letters", "jon%weber", nobody],
  ["a wildcard for one letter", "jon_s", nobody],
  ["a backslash", "jonas\\", nobody],
  ["quotes", `jonas' or '1'='1"; --`, nobody],
  ["a NUL", "jonas\0weber", nobody],
  ["half a character", "jonas \ud800", /^(1 customer found|No customers match)/],
];

for (const javaScriptEnabled of [true, false]) {
  test(`odd searches get an answer, ${javaScriptEnabled ? "while typing" : "without JavaScript"}`, async ({
    newContext,
    signIn,
  }) => {
    const jonas = await prepareCustomer("jonas", "DE", "de");
    const page = await (await newContext({ javaScriptEnabled })).newPage();
    await signIn(page, "Sam Okafor");
    for (const [what, typed, answer] of odd) {
      await test.step(what, async () => {
        // Pasted text is cut off at the box's maximum length.
        await getSearchBox(page).focus();
        await page.keyboard.insertText(typed);
        if (!javaScriptEnabled) await page.keyboard.press("Enter");
        await expect(getSearchAnswer(page), what).toContainText(answer);
        await expect(getHeading(page)).toHaveText("Find a customer");
        if (answer === nobody || answer === tooShort)
          await expect(getCustomerRow(page, jonas), what).toHaveCount(0);
        await page.goto("/support");
      });
    }
  });
}

for (const javaScriptEnabled of [true, false])
  test(`no address has what was typed, JavaScript: ${javaScriptEnabled}`, async ({ newContext }) => {
    const mark = randomBytes(6).toString("hex");
    const found = await Promise.all(
      Array.from({ length: 21 }, (_, index) =>
        addCustomer(`Zita ${mark} ${String.fromCharCode(65 + index)}`, "DE", ["HB-BREW-2"]),
      ),
    );
    // Customers that many match are in the order of their ids.
    const [first, second] = found.sort((a, b) => (a.id < b.id ? -1 : 1)) as [TestCustomer, TestCustomer];
    const context = await newContext({ javaScriptEnabled });
    const addresses: string[] = [];
    context.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));
    await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
    const page = await context.newPage();
    await page.goto("/support");
    await getSearchBox(page).fill(`zita ${mark}`);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(getSearchAnswer(page)).toHaveText("20 customers on this page");
    await expect(page.getByRole("search")).toHaveAttribute("aria-busy", "false");
    await page.getByRole("link", { name: "Next customers" }).click();
    await expect(getSearchAnswer(page)).toHaveText("1 customer on this page");
    await expect(getSearchBox(page)).toHaveValue(`zita ${mark}`);
    await page.goBack();
    await getCustomerRow(page, first).click();
    await expect(getHeading(page)).toHaveText(first.name);
    await page.goBack();
    await expect(getCustomerRow(page, first)).toBeVisible();
    await page.locator("summary").filter({ hasText: "English" }).click();
    await page.getByRole("button", { name: "Deutsch" }).click();
    await expect(page.getByRole("searchbox")).toHaveValue(`zita ${mark}`);
    await expect(getCustomerRow(page, first)).toBeVisible();
    await page.locator("summary").filter({ hasText: "Deutsch" }).click();
    await page.getByRole("button", { name: "English (US)" }).click();

    await page.goto(`/admin/customers/${first.id}/devices/${first.devices[0]}/transfer`);
    await page.getByLabel("New owner").fill(second.subject);
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByRole("button", { name: `Transfer to ${second.name}` })).toBeVisible();

    await page.goto("/admin/audit");
    await page.getByLabel("Customer").fill(first.subject);
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page.getByLabel("Customer")).toHaveValue(first.subject);
    await expect(page.getByRole("row").filter({ hasText: first.name }).first()).toBeVisible();
    for (const address of [...addresses, page.url()]) expect(decodeURIComponent(address)).not.toContain(mark);

    // Another session of the same person reads nothing there.
    await page.goto("/support");
    await getSearchBox(page).fill(`zita ${mark}`);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(getCustomerRow(page, first)).toBeVisible();
    await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
    await page.reload();
    await expect(getSearchBox(page)).toHaveValue("");
    await expect(getSearchAnswer(page)).toContainText("This search has expired");
  });
