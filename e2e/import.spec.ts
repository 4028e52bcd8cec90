import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { expect, test } from "./support/fixtures";
import { query } from "./support/records";
import { expectAt, getHeading } from "./support/steps";

const importsPath = () => `${getPortalUrl()}/admin/import`;
const getStatus = (page: Page) => page.getByRole("main").getByRole("status");
const outcomeOf = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
/** Bytes of Windows-1252. */
const encode = (text: string) => Buffer.from(text, "latin1");

/** Chooses a file and sends it. */
async function sendFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await expectAt(page, importsPath());
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
  });
  await page.getByRole("button", { name: "Check file" }).click();
}

/** Signs in and opens the page from the navigation. */
async function openImports(page: Page, signIn: (page: Page, name: string) => Promise<void>): Promise<void> {
  await signIn(page, "Ada Lindqvist");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(getHeading(page)).toHaveText("Import");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("an administrator brings customers in from a file whose columns are not known", async ({
      page,
      signIn,
      faults,
    }) => {
      const mark = `i${Date.now()}`;
      const rows = [
        "Kürzel;Vor- und Nachname;Mail;Land",
        `${mark}-1;Jürgen Weiß${mark};${mark}-1@example.com;Großbritannien`,
        `${mark}-2;Zoë Groß;${mark}-2@example.com;Atlantis`,
      ];
      await openImports(page, signIn);
      await sendFile(page, `Kunden ${mark}.csv`, encode(rows.join("\r\n")));

      await expect(getStatus(page)).toContainText("Required fields have no column: Customer number.");
      await expect(getHeading(page)).toHaveText(`Kunden ${mark}.csv`);
      await expect(page.getByText("Windows-1252", { exact: true })).toBeVisible();
      await expect(page.getByText("Semicolons", { exact: true }).first()).toBeVisible();
      await page.getByRole("combobox", { name: "Kürzel" }).selectOption("Customer number");
      await page.getByRole("button", { name: "Check again" }).click();

      await expect(getStatus(page)).toContainText("Checked. Nothing has been written yet.");
      await expect(page.getByRole("heading", { name: "What would happen" })).toBeVisible();
      await expect(outcomeOf(page, "New")).toHaveText("New1");
      await expect(outcomeOf(page, "Rejected")).toHaveText("Rejected1");
      await expect(page.getByRole("combobox", { name: "Kürzel" })).toHaveValue("externalId");
      await expect(page.getByText("Country: “Atlantis” isn’t a country.")).toBeVisible();
      await expect(page.getByText("Country: read as a country code (Großbritannien → GB)")).toBeVisible();
      expect(await query("select 1 from customers where external_id = $1", [`${mark}-1`])).toEqual([]);

      await page.getByRole("button", { name: "Apply" }).click();
      await expect(getStatus(page)).toContainText("Imported.");
      await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();
      await expect(page.getByRole("button", { name: "Apply" })).toHaveCount(0);
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download rejected rows" }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(`Kunden ${mark}.rejected.csv`);
      const file = readFileSync(await download.path(), "utf8");
      expect(file).toContain(`${mark}-2;Zoë Groß;`);

      await page.getByRole("link", { name: "All imports" }).click();
      await sendFile(
        page,
        download.suggestedFilename(),
        file.replace("Atlantis", "DE").replace("Kürzel", "Kundennummer"),
      );
      await expect(getStatus(page)).toContainText("Checked.");
      await page.getByRole("button", { name: "Apply" }).click();
      await expect(getStatus(page)).toContainText("Imported.");

      await page.getByRole("link", { name: "All imports" }).click();
      const listed = page.getByRole("row").filter({ hasText: mark });
      await expect(listed).toHaveCount(2);
      for (const row of await listed.all()) await expect(row).toContainText("Imported");
      await page.goto(`/support?q=${mark}-2@example.com`);
      await expect(page.getByText("Zoë Groß").first()).toBeVisible();
      // Chromium ignores the icon of a page that will load itself again, and asks for /favicon.ico.
      const isIcon = (fault: string) =>
        !javaScriptEnabled && /\/admin\/import\/.* 404 \(Not Found\)/.test(fault);
      faults.splice(0, faults.length, ...faults.filter((fault) => !isIcon(fault)));
      expect(
        await query("select country from customers where external_id like $1 order by 1", [`${mark}-%`]),
      ).toEqual([{ country: "DE" }, { country: "GB" }]);
    });
  });
}

const files: [what: string, name: string, content: string | Buffer, says: string][] = [
  ["an empty file", "empty.csv", "", "The file is empty."],
  [
    "a workbook",
    "book.xlsx",
    Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.from("[Content_Types].xml")]),
    "This is a spreadsheet. Save it as “CSV UTF-8”",
  ],
  ["a web page", "page.csv", "<!doctype html><p>Sign in", "This is a web page or XML"],
  [
    "an open quote",
    "quote.csv",
    'Customer number,Name\n1,"Emily\n2,Jonas\n',
    "A quotation mark opens in line 2",
  ],
  ["a header twice", "twice.csv", "Customer number,Name,Name\n1,a,b\n", "Two columns are called “Name”"],
];

test("files that cannot be read each say what to do, and can be discarded", async ({ page, signIn }) => {
  await openImports(page, signIn);
  for (const [what, name, content, says] of files) {
    await sendFile(page, name, content);
    if (content === "") {
      await expect(page.getByRole("alert").filter({ hasText: says }), what).toBeVisible();
      await page.goto("/admin/import");
      continue;
    }
    await expect(getStatus(page), what).toContainText(says);
    await expect(getStatus(page), what).toContainText("Nothing has been written.");
    await expect(page.getByRole("button", { name: "Apply" })).toHaveCount(0);
    await page.getByRole("button", { name: "Discard" }).click();
    await expectAt(page, `${importsPath()}?done=discarded`);
    await expect(getStatus(page)).toContainText("Import discarded.");
    await page.goto("/admin/import");
  }
  expect(
    await query("select 1 from imports where file_name = any($1)", [files.map(([, name]) => name)]),
  ).toEqual([]);
});

test("support has no imports", async ({ page, signIn, expected }) => {
  expected.faults.push(/404 \(Not Found\)/);
  await signIn(page, "Sam Okafor");
  await expect(page.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  expect((await page.goto("/admin/import"))?.status()).toBe(404);
});
