import type { Page } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { hashToken } from "./support/database";
import { expect, test } from "./support/fixtures";
import { query } from "./support/records";
import { getHeading } from "./support/steps";

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** Finds the member of staff signed in to this browser, and their audit events of one kind. */
async function recorded(page: Page, event: string) {
  const cookies = await page.context().cookies(getPortalUrl());
  const token = cookies.find(({ name }) => name === "larder.session")?.value ?? "";
  return query<{ role: string; details: object }>(
    `select e.role, e.details from audit_events e join sessions s on s.staff_id = e.actor_id
     where s.token_hash = $1 and e.event = $2 order by e.id desc`,
    [hashToken(token), event],
  );
}

test("an administrator ends another member's sessions, who can sign in again", async ({
  page,
  signInOnPages,
  newContext,
}) => {
  const sam = await (await newContext()).newPage();
  await signInOnPages(sam, "Sam Okafor");
  await expect(getHeading(sam)).toHaveText("Find a customer");
  await signInOnPages(page, "Ada Lindqvist");
  expect((await recorded(page, "staff.signed-in"))[0]).toMatchObject({ role: "admin" });

  await page.getByRole("link", { name: "Staff", exact: true }).click();
  await expect(page).toHaveURL(`${getPortalUrl()}/admin/staff`);
  await expect(getHeading(page)).toHaveText("Staff");
  await expect(rowOf(page, "Ada Lindqvist")).toContainText("You");
  await expect(rowOf(page, "Sam Okafor")).toContainText("Support");
  await expect(rowOf(page, "Sam Okafor")).toContainText("UTC");
  await rowOf(page, "Sam Okafor").getByRole("button", { name: "End sessions" }).click();
  await expect(page.getByRole("status")).toContainText("Sessions ended.");
  await expect(rowOf(page, "Sam Okafor")).toContainText("No session");
  await expect(rowOf(page, "Sam Okafor").getByRole("button")).toHaveCount(0);
  expect((await recorded(page, "staff.sessions-ended"))[0]).toMatchObject({ role: "admin" });

  await sam.getByRole("link", { name: "Find a customer", exact: true }).click();
  await expect(sam).toHaveURL(/\/sign-in\?callbackUrl=/);
});

test("ending one's own sessions signs out, also at the provider", async ({ page, signInOnPages }) => {
  await signInOnPages(page, "Ada Lindqvist");
  await page.goto("/admin/staff");
  await rowOf(page, "Ada Lindqvist").getByRole("button", { name: "End sessions" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${getPortalUrl()}/`);
  await page.goto("/admin/staff");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});

for (const [what, change] of [
  ["31 minutes without a visit", "seen_at = now() - interval '31 minutes'"],
  ["8 hours with or without activity", "expires_at = expires_at - interval '8 hours'"],
] as const) {
  test(`after ${what}, staff must sign in again`, async ({ page, signIn }) => {
    await signIn(page, "Ada Lindqvist");
    await page.goto("/admin/staff");
    await expect(getHeading(page)).toHaveText("Staff");
    const cookies = await page.context().cookies(getPortalUrl());
    const token = cookies.find(({ name }) => name === "larder.session")?.value ?? "";
    await query(`update sessions set ${change} where token_hash = $1`, [hashToken(token)]);
    await page.reload();
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fadmin%2Fstaff$/);
  });
}

test("support cannot see the staff page", async ({ page, signIn, expected }) => {
  expected.faults.push(/404 \(Not Found\)/);
  await signIn(page, "Sam Okafor");
  const response = await page.goto("/admin/staff");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Staff", exact: true })).toHaveCount(0);
});
