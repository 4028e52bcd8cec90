import type { Locator } from "playwright/test";
import { expectAccessible } from "./support/accessible";
import { buildAppLinks, getMailboxUrl, site } from "./support/addresses";
import { withoutAudit } from "./support/audit";
import { addReachable } from "./support/code-steps";
import { addCustomer, addStaffSession, enter, makeSessionCookie } from "./support/database";
import { makeDeskStates } from "./support/desk-states";
import {
  buildCardPath,
  expectUnrecorded,
  getCardRow,
  getReasonField,
  getSearchBox,
} from "./support/desk-steps";
import { expect, test } from "./support/fixtures";
import { findLatestMail, resetMailbox, setMailboxBehaviour } from "./support/mailbox";
import { startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import {
  cards,
  getAllDevicesCard,
  getCard,
  getCountryChange,
  getCountryChoice,
  getHeading,
  getNotice,
  openDevice,
  signInAtAmazon,
} from "./support/steps";

// No motion, so that axe does not measure colours in transition.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("signed out: welcome, sign-in and its errors", async ({ page }) => {
  const states = {
    "/": "Your Hearthby devices",
    "/sign-in": "Sign in",
    "/sign-in?callbackUrl=%2Freturn": "Sign in",
    "/sign-in?error=provider&reference=0123ABCD": "Sign in",
    "/sign-in?error=unknown": "Sign in",
    "/sign-in?error=sign-out": "Sign in",
  };
  for (const [path, title] of Object.entries(states)) {
    await page.goto(path);
    await expect(getHeading(page)).toHaveText(title);
    await expectAccessible(page, path);
  }
});

test("devices, a device, both channels and the notices", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  await expectAccessible(page, "a few devices");
  const id = await openDevice(page, "Morning coffee");
  await expect(getCard(page, "enroll")).toBeVisible();
  await expectAccessible(page, "a device before its first trip");
  await page.getByRole("link", { name: "Open in Alexa app" }).click();
  await expectAccessible(page, "a device, Alexa app");

  await page.goto(`/devices/${id}`);
  await getCard(page, "supplies").click();
  await signInAtAmazon(page);
  await page.goto("/return");
  await expect(getNotice(page)).toContainText("You opened Supply tracking for Morning coffee.");
  await expectAccessible(page, "back on the device");

  await page.goto(`/devices/${id}`);
  await getCard(page, "supplies").click();
  await expect(getHeading(page)).toHaveText("Supply tracking");
  await page.goto("/devices");
  await getAllDevicesCard(page).click();
  await expect(getHeading(page)).toHaveText("Your devices");
  await page.goto("/return");
  await expect(getNotice(page)).toContainText("Where next?");
  await expectAccessible(page, "several trips");
  await page.goto("/return");
  await expect(getNotice(page)).toHaveText("Welcome back. Your devices are here.");
  await expectAccessible(page, "a calm return");
});

const situations: { name: string; state: string; device?: string; shows: string }[] = [
  { name: "Oliver Hughes", state: "one device", shows: "Coffee machine" },
  { name: "佐藤 花", state: "Japanese names", device: "浄水ポット", shows: "At Amazon" },
  {
    name: "Jonas Weber",
    state: "two of a model",
    device: "Drucker im Flur",
    shows: "You have 2 of this model.",
  },
  { name: "Sofia Rossi", state: "no devices", shows: "No devices yet" },
  { name: "Thabo Mokoena", state: "no region, list", shows: "isn’t available here for South Africa" },
  { name: "Thabo Mokoena", state: "no region, device", device: "Robot", shows: "isn’t available here" },
  {
    name: "Priya Nair",
    state: "model not offered",
    device: "Balcony coffee",
    shows: "aren’t offered for Brew 2",
  },
  {
    name: "Camille Moreau",
    state: "country unknown, list",
    shows: "Which country is your Amazon account in?",
  },
  { name: "Camille Moreau", state: "country unknown, device", device: "Cafetière", shows: "Which country" },
  { name: "Margaret Hollis", state: "forty devices", shows: "24 of 40" },
  { name: "Sam Okafor", state: "support", shows: "Part of a word is enough" },
];

for (const { name, state, device, shows } of situations) {
  test(`${name}: ${state}`, async ({ page, signIn }) => {
    await signIn(page, name);
    if (device) await openDevice(page, device);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expectAccessible(page, state);
  });
}

test("the reference of the API", async ({ page }) => {
  await page.goto("/api/v1/docs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("API reference");
  await expectAccessible(page, "the reference");
});

test("adding, renaming and removing a device", async ({ page, context }) => {
  const customer = await addCustomer("Axel Access", "DE", ["HB-INKWELL-4", "HB-BREW-2"]);
  await enter(context, customer);
  const [printer, coffee] = customer.devices;
  const add = "/devices/add?model=HB-BREW-2&serial=SN-1";
  const states: [path: string, shows: string][] = [
    ["/devices/add", "Choose a model"],
    [`${add}&code=ABC`, "A link filled in this form."],
    [`${add}&problem=refused`, "We can’t add a device with this model"],
    [`${add}&problem=limited&minutes=1`, "You can try again in 1 minute."],
    [`/devices/${printer}?done=added`, "This device is now on your list."],
    [`/devices/${printer}?done=renamed`, "Name saved."],
    [`/devices/${printer}?problem=long&name=${"x".repeat(61)}`, "This name is too long."],
    [`/devices/${printer}?card=history`, "Name and removal"],
    [`/devices/${printer}/remove`, "Remove Axel Access, device 1?"],
    ["/devices?removed=over", "This can no longer be undone."],
  ];
  for (const [path, shows] of states) {
    await page.goto(path);
    await expect(page.getByText(shows).first()).toBeAttached();
    await expectAccessible(page, path);
  }
  await page.goto(`/devices/${coffee}/remove`);
  await page.getByRole("button", { name: "Remove device" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expectAccessible(page, "a device was removed");
});

test("the support desk", async ({ page, context }) => {
  await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
  const states = await makeDeskStates();
  test.setTimeout(states.length * 30_000);
  for (const { name, path, shows } of states) {
    await page.goto(path);
    await expect(page.getByText(shows).first(), name).toBeVisible();
    await expectAccessible(page, name);
  }
  await page.goto("/admin/keys/new");
  await page.getByRole("radio", { name: "Device cloud" }).check();
  await page.getByRole("textbox", { name: "Name" }).fill("Axel Access");
  await page.getByRole("button", { name: "Make key" }).click();
  await expect(page.getByRole("button", { name: "Copy Key" })).toBeVisible();
  await expectAccessible(page, "a new key");
  const customer = states.find(({ name }) => name === "customer")?.path ?? "";
  await withoutAudit(async () => {
    await page.goto(customer);
    await expectUnrecorded(page);
    await expectAccessible(page, "not on record");
  });
});

test("a model’s form with faults, and its review", async ({ page, context }) => {
  await context.addCookies([makeSessionCookie(await addStaffSession("admin"))]);
  await page.goto("/admin/models/HB-INKWELL-4");
  await page.getByRole("button", { name: "Add supply" }).click();
  await expect(page.getByRole("group", { name: "New supply" })).toBeVisible();
  await page.getByRole("button", { name: "Check changes" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "2 fields" })).toBeVisible();
  for (const summary of await page.locator("details:not([open]) > summary").all())
    if (await summary.isVisible()) await summary.click();
  await expectAccessible(page, "a model with faults");
  await page.getByRole("button", { name: "Remove New supply" }).click();
  await page.getByLabel("Name, English (US)").first().fill("Inkwell Four");
  await page.getByRole("button", { name: "Check changes" }).click();
  await expect(page.getByRole("heading", { name: "This will change" })).toBeVisible();
  await expectAccessible(page, "the review of a model");
});

test("an invalid country, a search without results, and 404", async ({ page, signIn, expected }) => {
  expected.faults.push(/status of 404/);
  await page.goto("/nothing/here");
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  await expectAccessible(page, "404, signed out");
  await signIn(page, "Camille Moreau");
  const id = await openDevice(page, "Imprimante");
  for (const given of ["", `?device=${id}&problem=wrong`]) {
    await page.goto(`/account/country${given}`);
    await expect(getCountryChoice(page)).toBeVisible();
    await expect(page.getByText("Choose a country from the list.")).toHaveCount(given ? 1 : 0);
    await expectAccessible(page, `/account/country${given}`);
  }
  await page.goto("/devices?q=xyz");
  await expect(page.getByText("Nothing found for “xyz”")).toBeVisible();
  await expectAccessible(page, "a search without result");
  await page.goto("/devices/00000000-0000-4000-8000-000000000000");
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  await expectAccessible(page, "404");
  await page.goto(`/devices/${id}/go/nothing`);
  await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  await expectAccessible(page, "404 of an address that is no page");
});

/** Checks that an element has a visible focus outline. */
const focusOutline = (element: Locator) =>
  element.evaluate((node) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
  });

test("the device page with the keyboard only", async ({ page, signIn }) => {
  await signIn(page, "Emily Carter");
  const id = await openDevice(page, "Morning coffee");
  await page.goto(`/devices/${id}`);
  const focused = page.locator(":focus");
  const stops: Locator[] = [
    page.getByRole("link", { name: "Skip to content" }),
    page.getByRole("link", { name: "Hearthby devices", exact: true }),
    page.getByRole("link", { name: "Account: Emily Carter" }),
    page.getByRole("button", { name: "Sign out" }),
    page.getByRole("link", { name: "All devices", exact: true }),
    getCard(page, "enroll"),
    page.getByRole("link", { name: "Open in browser" }),
    page.getByRole("link", { name: "Open in Alexa app" }),
    ...(["inventory", "supplies", "history", "parts", "settings"] as const).map((name) =>
      getCard(page, name),
    ),
    getCountryChange(page),
    page.getByRole("main").getByRole("link", { name: "Hearthby support can help with the device itself." }),
    page.getByText("Name and removal"),
    ...["Help", "Imprint", "Privacy", "Terms", "Accessibility"].map((name) =>
      page.getByRole("contentinfo").getByRole("link", { name, exact: true }),
    ),
  ];
  for (const [index, stop] of stops.entries()) {
    await page.keyboard.press("Tab");
    await expect(stop, `stop ${index + 1}`).toBeFocused();
    await expect(stop, `stop ${index + 1} is on the screen`).toBeInViewport();
    expect(await focusOutline(focused), `stop ${index + 1} shows its focus`).toBe(true);
  }

  // The skip link leads to the content, and Enter opens a card.
  await page.goto(`/devices/${id}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "All devices", exact: true })).toBeFocused();
  for (let stop = 0; stop < 5; stop++) await page.keyboard.press("Tab");
  await expect(getCard(page, "supplies")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(getHeading(page)).toHaveText("Sign in");
  await expect(page).toHaveURL(/\/drs\/partner\/page\/sensor_tracking_selection\?/);
});

test("a card’s page at the support desk with the keyboard only", async ({ page, signIn }) => {
  const customer = await addReachable("Karl Keyboard", "DE", ["HB-BREW-2"]);
  const path = buildCardPath(customer, customer.devices[0] ?? "");
  await signIn(page, "Sam Okafor");
  await page.goto(`${path}&show=link`);
  // Until the scripts run, nobody can reach the buttons that copy.
  await expect(page.getByRole("button", { name: "Copy Alexa app link" })).toBeVisible();
  const copy = (name: string) => [
    page.getByRole("textbox", { name }),
    page.getByRole("button", { name: `Copy ${name}` }),
  ];
  const stops: Locator[] = [
    page.getByRole("link", { name: "Skip to content" }),
    page.getByRole("link", { name: "Hearthby devices", exact: true }),
    page.getByRole("button", { name: "Sign out" }),
    page.getByRole("link", { name: "Find a customer", exact: true }),
    page.getByRole("link", { name: "Karl Keyboard" }),
    page.getByRole("button", { name: "Send by e-mail" }),
    page.getByRole("link", { name: "Show QR" }),
    page.getByRole("link", { name: "Copy link" }),
    ...["Portal link", "Amazon website link", "Alexa app link"].flatMap(copy),
    getReasonField(page),
    page.getByRole("button", { name: "Open here in a new tab" }),
  ];
  for (const [index, stop] of stops.entries()) {
    await page.keyboard.press("Tab");
    await expect(stop, `stop ${index + 1}`).toBeFocused();
    await expect(stop, `stop ${index + 1} is on the screen`).toBeInViewport();
    expect(await focusOutline(stop), `stop ${index + 1} shows its focus`).toBe(true);
  }
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("Ticket 15");
  const popup = page.waitForEvent("popup");
  await page.keyboard.press("Enter");
  await expect(getHeading(await popup)).toHaveText("Sign in");
});

test("nothing moves with reduced motion", async ({ page, signIn }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn(page, "Emily Carter");
  await openDevice(page, "Morning coffee");
  const moving = await page.locator("body *").evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return /[1-9]/.test(transitionDuration) || animationName !== "none";
      })
      .map(({ localName }) => localName),
  );
  expect([...new Set(moving)]).toEqual([]);
});

test("the account and its pages", async ({ page, context }) => {
  const mail = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "devices@hearthby.example" };
  const portal = await startOtherPortal({ env: mail });
  try {
    await enter(context, await addCustomer("Alexandra Featherstonehaugh-Cholmondeley", "ZA", ["HB-BREW-2"]));
    for (const [path, shows] of [
      ["/account?done=name", "Name saved."],
      ["/account?name=characters", "isn’t available here for South Africa"],
      ["/account/email", "New e-mail address"],
      ["/account/email?problem=taken", "This address already belongs to another account."],
      ["/account/delete", "What gets deleted"],
      ["/account/delete?word=wrong", "That’s not the word."],
      ["/sign-in?fresh=1&callbackUrl=%2Faccount%2Fdelete", "sign in again"],
    ] as const) {
      await page.goto(`${portal.url}${path}`);
      await expect(page.getByText(shows).first()).toBeVisible();
      await expectAccessible(page, path);
    }
    await page.goto(`${portal.url}/account/email`);
    await page.getByLabel("New e-mail address").fill(`${"a".repeat(60)}@example.com`);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(getHeading(page)).toHaveText("Enter your code");
    await expectAccessible(page, "/account/email/code");
    for (const said of ["4 tries", "3 tries", "2 tries", "1 try", "no longer works"]) {
      await page.getByRole("textbox", { name: "Code" }).fill("00000000");
      await page.getByRole("button", { name: "Change e-mail address" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(said);
    }
    await expectAccessible(page, "/account/email/code, locked");
    await context.clearCookies();
    await page.goto(`${portal.url}/account/deleted`);
    await expectAccessible(page, "/account/deleted");
  } finally {
    await portal.stop();
  }
});

test("the country question with the keyboard only", async ({ page, signIn }) => {
  await signIn(page, "Camille Moreau");
  await openDevice(page, "Imprimante");
  const guess = page.getByRole("button", { name: "France", exact: true });
  await expect(guess).toHaveAccessibleDescription("Which country is your Amazon account in?");
  await guess.focus();
  expect(await focusOutline(guess)).toBe(true);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Another country" })).toBeFocused();
  await page.keyboard.press("Enter");
  const answer = getCountryChoice(page);
  await answer.focus();
  expect(await focusOutline(answer)).toBe(true);
  await page.keyboard.type("Germany");
  await expect(answer).toHaveValue("DE");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Save country" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(getCard(page, "supplies")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  const expectLarge = async (controls: Locator[]) => {
    for (const control of controls) {
      await expect(control).toBeVisible();
      const box = await control.boundingBox();
      expect.soft(box?.height, `height of ${control}`).toBeGreaterThanOrEqual(44);
      expect.soft(box?.width, `width of ${control}`).toBeGreaterThanOrEqual(44);
    }
  };

  test("primary controls are at least 44 px", async ({ page, signIn }) => {
    await page.goto("/");
    await expectLarge([page.getByRole("button", { name: "Sign in" })]);
    await signIn(page, "Margaret Hollis");
    await expectLarge([
      page.getByRole("button", { name: "Sign out" }),
      page.getByRole("searchbox", { name: "Search your devices" }),
      page.getByRole("combobox", { name: "Sort by" }),
      page.getByRole("button", { name: "Show", exact: true }),
      page.getByRole("link", { name: "Barn loft air" }),
      page.getByRole("link", { name: "Show more" }),
      getAllDevicesCard(page),
    ]);
    await openDevice(page, "Barn loft coffee");
    await expectLarge([
      page.getByRole("link", { name: "All devices", exact: true }),
      page.getByRole("link", { name: "Open in browser" }),
      page.getByRole("link", { name: "Open in Alexa app" }),
      ...(Object.keys(cards) as (keyof typeof cards)[]).map((name) => getCard(page, name)),
      getCountryChange(page),
    ]);
    await getCountryChange(page).tap();
    await expectLarge([
      page.getByRole("link", { name: "Barn loft coffee" }),
      getCountryChoice(page),
      page.getByRole("button", { name: "Save country" }),
    ]);
  });

  test("primary controls of the support desk are at least 44 px", async ({ page, signIn }) => {
    const customer = await addReachable("Tabea Touch", "DE", ["HB-BREW-2"]);
    await signIn(page, "Sam Okafor");
    await page.goto(`/support?q=${customer.subject}`);
    await expectLarge([
      page.getByRole("link", { name: "Find a customer", exact: true }),
      getSearchBox(page),
      page.getByRole("button", { name: "Search", exact: true }),
      page.getByRole("link", { name: "Tabea Touch" }),
    ]);
    await page.getByRole("link", { name: "Tabea Touch" }).tap();
    await expectLarge([getCardRow(page, "Tabea Touch, device 1", "supplies")]);
    await page.goto(`${buildCardPath(customer, customer.devices[0] ?? "")}&show=link`);
    await expectLarge([
      page.getByRole("button", { name: "Send by e-mail" }),
      page.getByRole("link", { name: "Show QR" }),
      page.getByRole("link", { name: "Copy link" }),
      page.getByRole("textbox", { name: "Portal link" }),
      page.getByRole("button", { name: "Copy Portal link" }),
      getReasonField(page),
      page.getByRole("button", { name: "Open here in a new tab" }),
    ]);
  });

  for (const { name, device } of [
    { name: "Emily Carter", device: "Kitchen printer" },
    { name: "Jonas Weber", device: "Drucker im Arbeitszimmer" },
    { name: "佐藤 花", device: "リビングの空気清浄機" },
  ]) {
    test(`the first card of ${device} is on the first screen`, async ({ page, signIn }) => {
      await signIn(page, name);
      await openDevice(page, device);
      const box = await getCard(page, "enroll").boundingBox();
      expect(box).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0), "lower edge of the first card").toBeLessThanOrEqual(844);
    });
  }
});

test("the sandbox’s own pages", async ({ page, expected }) => {
  expected.faults.push(/status of 422/);
  expected.wrongLinks.push(/dart_device_list/);
  await page.goto(`${site.EU()}/drs/partner/page/dart_device_list`);
  await expect(getHeading(page)).toHaveText("Sign in");
  for (const path of ["/", "/requests", "/report", "/control", "/closed"]) {
    await page.goto(`${site.EU()}${path}`);
    await expectAccessible(page, `sandbox ${path}`);
  }
  await page.goto(`${site.EU()}/control`);
  await page.getByLabel("Slow answers, in seconds").fill("a lot");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "sandbox /control, with a fault");
  for (const link of [buildAppLinks("HB-INKWELL-4").supplies, "https://drs-web.amazon.com/settings?x=1"]) {
    await page.goto(`${site.EU()}/check`);
    await page.getByLabel("Link", { exact: true }).fill(link);
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    await expectAccessible(page, `sandbox /check, ${link}`);
  }
});

test("the mailbox, and a mail as its recipient sees it", async ({ page }) => {
  await resetMailbox();
  const address = "somebody.new@example.com";
  await query(
    `with code as (
       insert into email_codes (purpose, email, browser_hash, language, expires_at)
       values ('sign-in', $1, 'x', 'en-US', now() + interval '10 minutes') returning id
     ) insert into pgboss.job (name, data)
       select 'mail', jsonb_build_object('kind', 'code', 'codeId', id) from code`,
    [address],
  );
  const { id, html, links } = await findLatestMail(address);
  expect(links).toContain("https://hearthby.example/imprint");

  await page.goto(getMailboxUrl());
  await expectAccessible(page, "mailbox /mails");
  await page.getByRole("link", { name: "Your code for Hearthby" }).click();
  await expectAccessible(page, "mailbox /mails/{id}");
  await expect(page.frameLocator("iframe").getByText(/^\d{8}$/)).toBeVisible();
  await page.goto(`${getMailboxUrl()}/mails/${id}/html`);
  await expect(getHeading(page)).toHaveText("Your code");

  // Scripts, and so axe, cannot run in the mail itself, so this page has the same content.
  await page.goto("about:blank");
  await page.setContent(html.replace(/<body[^>]*>/, "$&<main>"));
  await expectAccessible(page, "the mail");

  await setMailboxBehaviour("refuse");
  await page.goto(`${getMailboxUrl()}/control`);
  await expect(page.getByLabel("Refuse every recipient temporarily (450)")).toBeChecked();
  await expectAccessible(page, "mailbox /control");
  await page.getByLabel("Accept every mail").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Accept every mail")).toBeChecked();
  await resetMailbox();
});
