import { buildWebsiteLinks, getHost, getPortalUrl } from "./support/addresses";
import { addCustomer, enter } from "./support/database";
import { expect, test } from "./support/fixtures";
import { findDeviceId, listLaunches, query } from "./support/records";
import {
  cards,
  chooseCountry,
  expectAt,
  expectBackOn,
  getAllDevicesCard,
  getCard,
  getCountryChange,
  getCountryChoice,
  getHeading,
  openDevice,
  pressExit,
  signInAtAmazon,
} from "./support/steps";

const notFound = /status of 404/;

test("Thabo's country has no region: the cards explain it, and he can choose another", async ({
  page,
  signIn,
}) => {
  const why = "Amazon Dash Replenishment isn’t available here for South Africa. Your device works as usual.";
  await signIn(page, "Thabo Mokoena");
  await expect(page.getByText(why)).toBeVisible();
  await expect(getAllDevicesCard(page)).toHaveCount(0);
  const id = await openDevice(page, "Robot");
  await expect(page.getByText(why)).toBeVisible();
  await expect(getCard(page, "supplies")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Open in Alexa app" })).toHaveCount(0);
  for (const name of Object.keys(cards))
    expect((await page.request.get(`/devices/${id}/go/${name}`, { maxRedirects: 0 })).status()).toBe(404);
  expect((await page.request.get("/devices/go/all-devices", { maxRedirects: 0 })).status()).toBe(404);
  expect(await listLaunches("thabo")).toEqual([]);

  await getCountryChange(page).click();
  await expect(getCountryChoice(page)).toHaveValue("ZA");
  await chooseCountry(page, "Japan");
  await expectAt(page, `${getPortalUrl()}/devices/${id}`);
  await expect(page.getByText(why)).toHaveCount(0);
  await getCard(page, "supplies").click();
  await expectAt(page, buildWebsiteLinks("FE", "HB-SWEEP-S1").supplies);
});

test("only one of Priya's two models is offered in her country", async ({ page, signIn }) => {
  await signIn(page, "Priya Nair");
  await expect(getAllDevicesCard(page)).toBeVisible();
  const coffee = await openDevice(page, "Balcony coffee");
  await expect(page.getByText("Smart reorders aren’t offered for Brew 2 in India.")).toBeVisible();
  await expect(getCard(page, "supplies")).toHaveCount(0);
  const refused = await page.request.get(`/devices/${coffee}/go/supplies`, { maxRedirects: 0 });
  expect(refused.status()).toBe(404);

  await openDevice(page, "Study printer");
  await expect(
    page.getByText(`These pages open at Amazon on ${getHost("EU")}, the address for India.`),
  ).toBeVisible();
  // No usage sensor, so no installed parts.
  await expect(getCard(page, "inventory")).toBeVisible();
  await expect(getCard(page, "parts")).toHaveCount(0);
  await getCard(page, "supplies").click();
  await expectAt(page, buildWebsiteLinks("EU", "HB-INKWELL-4").supplies);
});

test("Camille is asked for her country once", async ({ newContext, signIn }) => {
  const page = await (await newContext({ locale: "fr" })).newPage();
  await signIn(page, "Camille Moreau");
  const question = page.getByRole("heading", { name: "Which country is your Amazon account in?" });
  const answer = page.getByRole("button", { name: "France", exact: true });
  await expect(question).toBeVisible();
  await expect(answer).toBeVisible();
  await expect(getAllDevicesCard(page)).toHaveCount(0);
  const id = await openDevice(page, "Imprimante");
  await expect(question).toBeVisible();
  await expect(getCard(page, "supplies")).toHaveCount(0);

  // A launch URL asks too, and does not redirect to the guessed country.
  await page.goto(`/devices/${id}/go/supplies`);
  await expectAt(page, `${getPortalUrl()}/devices/${id}`);
  await expect(question).toBeVisible();

  await answer.click();
  await expectAt(page, `${getPortalUrl()}/devices/${id}`);
  await expect(question).toHaveCount(0);
  await expect(
    page.getByText(`These pages open at Amazon on ${getHost("EU")}, the address for France.`),
  ).toBeVisible();
  await getCard(page, "supplies").click();
  await expectAt(page, buildWebsiteLinks("EU", "HB-INKWELL-4").supplies);
  await signInAtAmazon(page);
  await pressExit(page);
  await expectBackOn(page, id, "Imprimante", "supplies");

  await page.goto("/devices");
  await expect(question).toHaveCount(0);
  await expect(getAllDevicesCard(page)).toBeVisible();
});

test("without a guess, the question leads to all countries, and the answer back", async ({ newContext }) => {
  const customer = await addCustomer("Nils Nowhere", null, ["HB-INKWELL-4"]);
  // Esperanto is the language of no country.
  const context = await newContext({ locale: "eo" });
  await enter(context, customer);
  const page = await context.newPage();
  for (const path of ["/devices", `/devices/${customer.devices[0]}`]) {
    await page.goto(path);
    await page.getByRole("link", { name: "Choose a country" }).click();
    await expect(getCountryChoice(page)).toHaveValue("");
    await expect(page.getByText("is a guess")).toHaveCount(0);
    await chooseCountry(page, "Germany");
    await expectAt(page, `${getPortalUrl()}${path}`);
    await query("update customers set country = null where id = $1", [customer.id]);
  }
});

test("the question leads back to the page that led to it, and to no device of somebody else", async ({
  page,
  signIn,
}) => {
  const foreign = await findDeviceId("emily", "Kitchen printer");
  await signIn(page, "Camille Moreau");
  const id = await openDevice(page, "Imprimante");
  const main = page.getByRole("main");
  for (const [from, name, path] of [
    [`device=${id}`, "Imprimante", `/devices/${id}`],
    ["page=account", "Your account", "/account"],
    ["", "All devices", "/devices"],
    ["page=devices&device=x", "All devices", "/devices"],
    [`device=${foreign}`, "All devices", "/devices"],
  ] as const) {
    await page.goto(`/account/country?${from}`);
    await expect(getHeading(page)).toHaveText("Which country is your Amazon account in?");
    await expect(page.getByText("The country below is a guess.")).toBeVisible();
    expect(await main.innerHTML()).not.toMatch(new RegExp(`${foreign}|Kitchen printer`));
    await main.getByRole("link", { name, exact: true }).click();
    await expectAt(page, `${getPortalUrl()}${path}`);
  }
});

test("an unknown country is rejected with a message and not saved", async ({ page, signIn }) => {
  await signIn(page, "Camille Moreau");
  const id = await openDevice(page, "Imprimante");
  await page.getByRole("link", { name: "Another country" }).click();
  for (const garbage of ["XX", "fr", "", "FRA", "<script>", "__proto__"]) {
    await test.step(`"${garbage}"`, async () => {
      const answer = getCountryChoice(page);
      await answer.evaluate((select: HTMLSelectElement, value) => {
        select.required = false;
        select.append(new Option(value, value, true, true));
      }, garbage);
      await page.getByRole("button", { name: "Save country" }).click();
      await expect(
        page.getByRole("alert").filter({ hasText: "Choose a country from the list." }),
      ).toBeVisible();
      await expectAt(page, `${getPortalUrl()}/account/country?device=${id}&problem=wrong`);
      await expect(answer).toHaveAccessibleDescription("Choose a country from the list.");
      await expect(answer).toHaveValue("FR");
    });
  }
  await page.goto(`/devices/${id}`);
  await expect(page.getByRole("button", { name: "France", exact: true })).toBeVisible();
});

test("Sofia has no devices yet", async ({ page, signIn }) => {
  await signIn(page, "Sofia Rossi");
  await expect(getHeading(page)).toHaveText("Your devices");
  await expect(page.getByRole("heading", { name: "No devices yet" })).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Discover Hearthby devices" })).toHaveAttribute(
    "href",
    "https://hearthby.example/",
  );
  await expect(main.getByRole("link", { name: "Help with registering" })).toHaveAttribute(
    "href",
    "https://hearthby.example/help",
  );
  await expect(getAllDevicesCard(page)).toHaveCount(0);
  expect((await page.request.get("/devices/go/all-devices", { maxRedirects: 0 })).status()).toBe(404);
});

test("Margaret searches and pages through forty devices", async ({ page, signIn }) => {
  await signIn(page, "Margaret Hollis");
  const tiles = page.getByRole("main").getByRole("list").getByRole("listitem");
  const search = page.getByRole("searchbox", { name: "Search your devices" });
  const sort = page.getByRole("combobox", { name: "Sort by" });
  const show = page.getByRole("button", { name: "Show", exact: true });
  const more = page.getByRole("link", { name: "Show more" });
  const count = (text: string) => expect(page.getByText(text, { exact: true })).toBeVisible();

  await count("24 of 40");
  await expect(tiles).toHaveCount(24);
  await expect(tiles.first()).toContainText("Barn loft air");
  await expect(tiles.last()).toContainText("Old dairy vacuum");
  const first = await tiles
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  await more.click();
  await count("25–40 of 40");
  await expect(tiles).toHaveCount(16);
  await expect(tiles.first()).toContainText("Old dairy washing");
  await expect(more).toHaveCount(0);
  const second = await tiles
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(new Set([...first, ...second]).size, "every device once").toBe(40);
  await page.getByRole("link", { name: "Back to the first devices" }).click();
  await count("24 of 40");

  await sort.selectOption("Newest");
  await show.click();
  await expect(sort).toHaveValue("newest");
  await expect(tiles.first()).toContainText("Barn loft coffee");
  await more.click();
  await count("25–40 of 40");
  await expect(tiles.first()).toContainText("Old dairy vacuum");
  await expect(tiles.last()).toContainText("Tower vacuum");

  // A search with two pages keeps its words and order on the second.
  await search.fill("margaret");
  await show.click();
  await count("24 of 40 found");
  await more.click();
  await count("25–40 of 40");
  await expect(search).toHaveValue("margaret");
  await expect(sort).toHaveValue("newest");

  const finds: [words: string, count: string, name: string][] = [
    // Neighbours differ, so that no page passes for the next one.
    ["jug", "8 of 8 found", "Barn loft jug"],
    ["MARGARET-0007", "1 of 1 found", "Garden room jug"],
    ["CLEARWELL", "8 of 8 found", "Barn loft jug"],
  ];
  for (const [words, found, name] of finds) {
    await search.fill(words);
    await search.press("Enter");
    await count(found);
    await expect(tiles.first()).toContainText(name);
  }
  for (const words of ["%", "_", "\\", "EMILY-0001", "<b>x</b>"]) {
    await search.fill(words);
    await search.press("Enter");
    await expect(page.getByText(`Nothing found for “${words}”`)).toBeVisible();
    await expect(tiles).toHaveCount(0);
  }
  await page.getByRole("link", { name: "Show all devices" }).click();
  await count("24 of 40");
  await page.goto("/devices?after=notacursor&sort=sideways");
  await count("24 of 40");
});

test("Jonas has two printers of one model", async ({ page, signIn }) => {
  await signIn(page, "Jonas Weber");
  const twice = page.getByText("You have 2 of this model. Amazon may ask which one.");
  await openDevice(page, "Drucker im Flur");
  await expect(twice).toBeVisible();
  await openDevice(page, "Kaffeemaschine");
  await expect(getCard(page, "supplies")).toBeVisible();
  await expect(twice).toHaveCount(0);
});

const staff = [
  { name: "Sam Okafor", pages: ["Find a customer"], admin: 404 },
  {
    name: "Ada Lindqvist",
    pages: ["Overview", "Find a customer", "Devices", "Models", "Import", "Audit", "Staff", "Keys"],
    admin: 200,
  },
];

for (const { name, pages, admin } of staff) {
  test(`${name} is staff, with a support desk and no devices`, async ({ page, signInOnPages }) => {
    await signInOnPages(page, name);
    await expectAt(page, `${getPortalUrl()}/support`);
    await expect(getHeading(page)).toHaveText("Find a customer");
    const links = page.getByRole("navigation", { name: "Staff" }).getByRole("link");
    await expect(links).toHaveText(pages);
    for (const elsewhere of ["/", "/devices", "/sign-in"]) {
      await page.goto(elsewhere);
      await expectAt(page, `${getPortalUrl()}/support`);
    }
    await page.goto("/return");
    await expectAt(page, `${getPortalUrl()}/support?back=none`);
    await expect(page.getByRole("status").first()).toHaveText("Welcome back. Find a customer to continue.");
    for (const path of [
      "/admin",
      "/admin/models",
      "/admin/new-model",
      "/admin/import",
      "/admin/import/match",
      "/admin/audit",
      "/admin/staff",
      "/admin/keys",
      "/admin/keys/new",
      "/admin/audit/export",
    ])
      expect((await page.request.get(path)).status(), path).toBe(admin);
    expect((await page.request.get("/devices/go/all-devices", { maxRedirects: 0 })).status()).toBe(404);
  });
}

test("customers get the same 404 for staff pages as for unknown pages", async ({
  page,
  signIn,
  expected,
}) => {
  expected.faults.push(notFound);
  await signIn(page, "Oliver Hughes");
  const id = await openDevice(page, "Coffee machine");
  const missing = [
    "/devices/00000000-0000-4000-8000-000000000000",
    "/devices/printer",
    "/devices/%00",
    `/devices/${id}x`,
    "/support",
    "/support/customers/00000000-0000-4000-8000-000000000000",
    "/support/customers/00000000-0000-4000-8000-000000000000/cards/supplies",
    "/admin",
    "/admin/import",
    "/admin/import/match",
    "/admin/import/00000000-0000-4000-8000-000000000000",
    "/admin/audit",
    "/admin/staff",
    "/admin/keys",
    "/admin/keys/new",
    "/nothing/here",
  ];
  for (const path of missing) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(getHeading(page)).toHaveText("This page doesn’t exist");
    await expect.soft(page, path).toHaveTitle("This page doesn’t exist · Hearthby devices");
    await expect(
      page.getByText("The address may be wrong, or this page isn’t available to you."),
    ).toBeVisible();
  }
  for (const path of [`/devices/${id}/go/all-devices`, `/devices/${id}/go/x`, "/devices/go/supplies"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(getHeading(page)).toHaveText("This page doesn’t exist");
  }
  await page.getByRole("link", { name: "Your devices", exact: true }).click();
  await expectAt(page, `${getPortalUrl()}/devices`);
});
