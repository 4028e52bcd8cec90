import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { listApiOperations } from "../tests/api-operations";
import { runInBatches } from "./support/access/ask";
import { getPortalUrl } from "./support/addresses";
import { addKey, callApi } from "./support/api";
import { signInByCode } from "./support/code-steps";
import { expect, test } from "./support/fixtures";
import { startOtherPortal } from "./support/portals";
import { sendRawRequest } from "./support/raw-request";
import { query } from "./support/records";
import { getHeading } from "./support/steps";
import { readText } from "./support/texts";

const stops: (() => Promise<unknown>)[] = [];
test.afterAll(() => Promise.all(stops.map((stop) => stop())));

const operations = await listApiOperations();
const permissions = [...new Set(operations.flatMap(({ permissions }) => permissions))];
const allows = (granted: string, wanted: string) =>
  granted === wanted || granted === wanted.replace(/:read$/, ":write");

for (const granted of permissions)
  test(`a key for ${granted} may do that and nothing else`, async () => {
    const key = await addKey(granted);
    const answers = await runInBatches(operations, async ({ method, path, type, permissions: wanted }) => {
      // A body that no operation takes: those that the key may not do must not even look at it.
      const body = type === null ? undefined : { no: "such field" };
      const { status } = await callApi(key, method, path.slice("/api/v1".length), body, type ?? undefined);
      return [
        method,
        path,
        status === 403,
        status < 500,
        !wanted.some((permission) => allows(granted, permission)),
      ] as const;
    });
    for (const [method, path, isRefused, isCalm, shouldRefuse] of answers)
      expect([method, path, isRefused, isCalm]).toEqual([method, path, shouldRefuse, true]);
  });

for (const number of ["a/b", "%2F", "50%", "a?b#c", "a..b", "../b", "//", "ü 花", "a;b=c,d", "x\\y", "+ +"])
  test(`the partner's own number arrives as it is: ${number}`, async () => {
    const key = await addKey("customers:write");
    const own = `${number}${randomBytes(4).toString("hex")}`;
    const path = `/customers/${encodeURIComponent(own)}`;
    expect(await callApi(key, "PUT", path, { name: "Emily" })).toMatchObject({
      status: 201,
      body: { externalId: own },
    });
    expect(await callApi(key, "GET", path)).toMatchObject({ status: 200, body: { externalId: own } });
    expect((await callApi(key, "DELETE", path)).status).toBe(204);
  });

test("a body over 1 MB is refused before it has arrived", async () => {
  const key = await addKey("customers:write");
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const { status, body } = await sendRawRequest(getPortalUrl(), "/api/v1/customers/1", {
    method: "PUT",
    headers: { ...headers, "content-length": "1000001" },
    body: "{",
  });
  expect([status, JSON.parse(body).type]).toEqual([413, expect.stringContaining("#problem-body-large")]);
  expect(["closed", 413]).toContain(await sendEndlessBody(headers));
});

/**
 * Sends chunks until the answer has come, at most 20 MB.
 * @returns the status, or `closed` if the connection ended while this side was still sending
 */
function sendEndlessBody(headers: Record<string, string>): Promise<number | "closed"> {
  const { port } = new URL(getPortalUrl());
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/api/v1/customers/1", method: "PUT", headers });
    let size = 0;
    const write = () => {
      size += 100_000;
      if (size > 20_000_000) sent.destroy(new Error("no answer after 20 MB"));
      else if (!sent.destroyed && sent.write(" ".repeat(100_000))) setImmediate(write);
    };
    sent.on("drain", write);
    sent.on("response", ({ statusCode = 0 }) => {
      resolve(statusCode);
      sent.destroy();
    });
    sent.on("error", (error: NodeJS.ErrnoException) =>
      ["EPIPE", "ECONNRESET"].includes(error.code ?? "") ? resolve("closed") : reject(error),
    );
    write();
  });
}

test("the reference is a page without scripts, under the strictest policy", async ({ page }) => {
  const answer = await page.goto("/api/v1/docs");
  expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await expect(getHeading(page)).toHaveText("API reference");
  await page.getByRole("link", { name: "Create or replace a customer" }).click();
  await page.getByRole("link", { name: "customer-left" }).first().click();
  await expect(page).toHaveURL(/#problem-customer-left$/);
});

test("a shop's systems bring a customer and a device, who signs in by code and finds them in Japanese", async ({
  page,
  signInOnPages,
  newContext,
}) => {
  await signInOnPages(page, "Ada Lindqvist");
  await page.goto("/admin/keys/new");
  await page.getByRole("radio", { name: "Shop or CRM" }).check();
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly job");
  await page.getByRole("button", { name: "Make key" }).click();
  const key = await page.getByRole("textbox", { name: "Key", exact: true }).inputValue();

  const word = randomBytes(4).toString("hex");
  const [number, email] = [`shop/${word}`, `${word}@example.com`];
  const customer = { name: "高橋 葵", email, country: "JP", language: "ja" };
  const runNightlyJob = async () => [
    await callApi(key, "PUT", `/customers/${encodeURIComponent(number)}`, customer),
    await callApi(key, "PUT", `/models/HB-INKWELL-4/devices/${word}`, { owner: number, name: "Printer" }),
  ];
  expect((await runNightlyJob()).map(({ status }) => status)).toEqual([201, 201]);

  const portal = await startOtherPortal({ env: { SIGN_IN: "email" } });
  stops.push(() => portal.stop());
  const context = await newContext({ locale: "ja-JP" });
  const browser = await context.newPage();
  await signInByCode(browser, portal.url, email);
  await browser.getByRole("link", { name: "Printer" }).click();
  await expect(browser.getByText("ブラックインク")).toBeVisible();
  await browser.getByRole("link", { name: readText("ja", "cards.enroll.title") }).click();
  await expect(browser).toHaveURL(/modelId=HB-INKWELL-4/);

  await browser.goto(`${portal.url}/devices`);
  await browser.getByRole("link", { name: "Printer" }).click();
  await browser.locator("summary", { hasText: readText("ja", "renameDevice.section") }).click();
  await browser.locator("input[name=name]").fill("書斎のプリンター");
  await browser
    .locator("form", { has: browser.locator("input[name=name]") })
    .getByRole("button")
    .click();
  await expect(getHeading(browser)).toHaveText("書斎のプリンター");

  const listChanges = () =>
    query("select id from changes where external_id = $1 or serial = $2", [number, word]);
  const changesBefore = await listChanges();
  const again = await runNightlyJob();
  expect(again.map(({ status }) => status)).toEqual([200, 200]);
  expect(again[1]?.body).toMatchObject({ name: "書斎のプリンター", ownName: true });
  expect(await listChanges()).toEqual(changesBefore);
  await browser.reload();
  await expect(getHeading(browser)).toHaveText("書斎のプリンター");
});
