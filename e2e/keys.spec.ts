import type { Page } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { query } from "./support/records";
import { expectAt, getHeading } from "./support/steps";

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const keyField = (page: Page) => page.getByRole("textbox", { name: "Key", exact: true });
const keysPath = () => `${getPortalUrl()}/admin/keys`;

/** Opens the form from the list and makes a key. @returns the key */
async function makeKey(page: Page, purpose: string, name: string): Promise<string> {
  await page.getByRole("link", { name: "New key" }).click();
  await page.getByRole("radio", { name: purpose }).check();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByLabel("Expires in").selectOption("90 days");
  await page.getByRole("button", { name: "Make key" }).click();
  await expect(getHeading(page)).toContainText(name);
  await expect(keyField(page)).toHaveValue(/^lk_[0-9a-hjkmnp-tv-z]{39}$/);
  return keyField(page).inputValue();
}

test("an administrator makes a key, sees it once, and revokes it", async ({
  page,
  signInOnPages,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const name = `Web shop ${Date.now()}`;
  await signInOnPages(page, "Ada Lindqvist");
  await page.getByRole("link", { name: "Keys", exact: true }).click();
  await expectAt(page, keysPath());
  const key = await makeKey(page, "Shop or CRM", name);
  await page.getByRole("button", { name: "Copy Key" }).click();
  await expect(page.getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  expect(page.url()).not.toContain(key);
  expect(JSON.stringify(await context.storageState())).not.toContain(key);

  // The browser sends the form again, which makes no second key.
  await page.reload();
  await expectAt(page, `${keysPath()}?done=exists`);
  await expect(page.getByRole("status")).toContainText("This key was already made.");
  expect(await page.content()).not.toContain(key);
  await expect(rowOf(page, name)).toHaveCount(1);
  for (const words of [
    `${key.slice(0, 7)}…`,
    "Ada Lindqvist",
    "Read and change customers",
    "Active",
    "Never",
  ])
    await expect(rowOf(page, name)).toContainText(words);

  await rowOf(page, name)
    .getByRole("link", { name: `Revoke ${name}` })
    .click();
  await expect(getHeading(page)).toHaveText(`Revoke “${name}”?`);
  await expect(page.getByText("This key was never used.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Get links to Amazon" })).toBeVisible();
  await page.getByRole("link", { name: "Keep key" }).click();
  await expect(rowOf(page, name)).toContainText("Active");
  await rowOf(page, name)
    .getByRole("link", { name: `Revoke ${name}` })
    .click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByRole("status")).toContainText("Key revoked.");
  await expect(rowOf(page, name)).toContainText("Revoked");
  await expect(rowOf(page, name).getByRole("link")).toHaveCount(0);

  await page.getByRole("link", { name: "Audit", exact: true }).click();
  for (const event of ["Made a key", "Revoked a key"])
    await expect(rowOf(page, name).filter({ hasText: event })).toHaveCount(1);
  expect(
    await query("select 1 from audit_events where details::text like $1", [`%${key.slice(7)}%`]),
  ).toEqual([]);
});

test("the audit names the key that acted", async ({ page, signIn }) => {
  const name = `Device cloud ${Date.now()}`;
  await query(
    `with key as (
       insert into api_keys (name, key_hash, hint, scopes, expires_at)
       values ($1, decode(md5($1), 'hex'), 'lk_7k3m', '{reports:write}', now() + interval '1 day') returning id
     ) insert into audit_events (event, actor_kind, actor_id) select 'customer.viewed', 'client', id from key`,
    [name],
  );
  await signIn(page, "Ada Lindqvist");
  await page.goto("/admin/audit");
  await expect(rowOf(page, name)).toContainText("Viewed a customer");
});

test("support has no keys", async ({ page, signIn, expected }) => {
  expected.faults.push(/404 \(Not Found\)/);
  await signIn(page, "Sam Okafor");
  await expect(page.getByRole("link", { name: "Keys", exact: true })).toHaveCount(0);
  expect((await page.goto("/admin/keys"))?.status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a key can be made, seen once and revoked", async ({ page, signIn }) => {
    const name = `Reports ${Date.now()}`;
    await signIn(page, "Ada Lindqvist");
    await page.goto("/admin/keys");
    const key = await makeKey(page, "Reporting", name);
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.getByRole("link", { name: "I have saved it" }).click();
    await expectAt(page, keysPath());
    expect(await page.content()).not.toContain(key);
    await rowOf(page, name)
      .getByRole("link", { name: `Revoke ${name}` })
      .click();
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(rowOf(page, name)).toContainText("Revoked");
  });
});
