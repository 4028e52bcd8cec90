import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findViewer } from "@/lib/auth";
import { deriveCode } from "@/lib/codes";
import { customers, emailCodes, rateLimits } from "@/lib/db";
import { env } from "@/lib/env";
import { countQueries, createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { POST as send } from "./send/route";
import { POST as verify } from "./verify/route";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage({
    SIGN_IN: "email",
    TRUSTED_PROXIES: "1",
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "a@example.com",
  });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(rateLimits);
});

type Cookies = Record<string, string>;
const origin = "http://localhost:3000";
const post = (
  handler: typeof send,
  path: string,
  fields: Record<string, string>,
  cookies: Cookies = {},
  headers: Record<string, string> = {},
) =>
  handler(
    createRequest(path, cookies, {
      method: "POST",
      headers: { origin, "x-forwarded-for": "192.0.2.1", ...headers },
      body: new URLSearchParams(fields),
    }) as NextRequest,
    { params: Promise.resolve({}) },
  );
const sendTo = (email: string, more: Record<string, string> = {}, cookies: Cookies = {}, headers = {}) =>
  post(send, "/sign-in/code/send", { email, ...more }, cookies, headers);
const typeIn = (code: string, cookies: Cookies, headers = {}, more: Record<string, string> = {}) =>
  post(verify, "/sign-in/code/verify", { code, ...more }, cookies, headers);

const readTarget = (response: Response) => response.headers.get("location")?.replace(origin, "");
const findCookie = (response: Response, name: string) =>
  response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
const createAddress = () => `${randomUUID()}@example.com`;

const findLatestCode = async (email: string) => {
  const [row] = await portal.db
    .select()
    .from(emailCodes)
    .where(eq(emailCodes.email, email))
    .orderBy(sql`created_at desc`);
  return deriveCode((row as { id: string }).id, env().NEXTAUTH_SECRET);
};

/** Requests a code like a browser. @returns the browser's cookies and the code */
async function ask(email: string) {
  const response = await sendTo(email);
  expect([response.status, readTarget(response)]).toEqual([303, "/sign-in/code"]);
  const browser = findCookie(response, "larder.browser")?.match(/=([\w-]{43});/)?.[1] ?? "";
  return { cookies: { "larder.browser": browser }, code: await findLatestCode(email) };
}

it("responds to known and unknown addresses identically, with as many queries", async () => {
  const known = createAddress();
  await portal.addCustomer({ email: known });
  const answers = [];
  for (const email of [known, createAddress()]) {
    const [response, queries] = await countQueries(() => sendTo(email));
    const headers = Object.fromEntries(response.headers);
    delete headers["set-cookie"];
    answers.push({ status: response.status, headers, body: await response.text(), queries });
  }
  expect(answers[1]).toEqual(answers[0]);
});

it("signs a customer in, in the browser that asked, and ends its old session", async () => {
  const email = createAddress();
  const customer = await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  const old = await portal.signIn(await portal.addCustomer());
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0" };
  const onwards = { callbackUrl: "/devices?q=a" };
  const response = await typeIn(code, { ...cookies, "larder.session": old }, headers, onwards);
  expect([response.status, readTarget(response)]).toEqual([303, "/devices?q=a"]);
  const cookie = findCookie(response, "larder.session") ?? "";
  expect(cookie).toMatch(/^larder\.session=[\w-]{43}; Path=\/; Max-Age=7775\d{3}; HttpOnly; SameSite=lax$/);
  expect(await findViewer(cookie.match(/=([\w-]{43});/)?.[1])).toMatchObject({
    kind: "customer",
    id: customer.id,
  });
  expect(await findViewer(old)).toBeNull();
  const { rows } = await portal.owner.query("select device, browser from sessions where customer_id = $1", [
    customer.id,
  ]);
  expect(rows).toEqual([{ device: "computer", browser: "Firefox" }]);
  const signIns = await portal.owner.query(
    "select method, device, browser, network from sign_ins where customer_id = $1",
    [customer.id],
  );
  expect(signIns.rows).toEqual([{ method: "email", ...rows[0], network: "192.0.2.0/24" }]);
});

it("continues to a launch through a page, not a redirect after the form", async () => {
  const email = createAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  const response = await typeIn(code, cookies, {}, { callbackUrl: "/devices/1/go/supplies" });
  expect(response.status).toBe(200);
  expect(findCookie(response, "larder.session")).toBeDefined();
  expect(await response.text()).toContain("/devices/1/go/supplies");
});

it.each([
  "//evil.example",
  "https://evil.example/",
  "/\\evil.example",
  "javascript:alert(1)",
  "/sign-in",
  "",
])("leads to the devices instead of %j", async (callbackUrl) => {
  const email = createAddress();
  await portal.addCustomer({ email });
  expect(readTarget(await sendTo(email, { callbackUrl }))).toBe("/sign-in/code");
  const { cookies, code } = await ask(email);
  expect(readTarget(await typeIn(code, cookies, {}, { callbackUrl }))).toBe("/devices");
});

it("keeps the target page across every step", async () => {
  const onwards = { callbackUrl: "/devices?q=a" };
  const path = "callbackUrl=%2Fdevices%3Fq%3Da";
  expect(readTarget(await sendTo(createAddress(), onwards))).toBe(`/sign-in/code?${path}`);
  const { cookies } = await ask(createAddress());
  expect(readTarget(await typeIn("1", cookies, {}, onwards))).toBe(`/sign-in/code?problem=malformed&${path}`);
});

it.each([
  ["a wrong code", "00000000", "/sign-in/code?problem=wrong"],
  ["no code", "", "/sign-in/code?problem=malformed"],
])("%s returns to the field", async (_, typed, where) => {
  const { cookies } = await ask(createAddress());
  const response = await typeIn(typed, cookies);
  expect([response.status, readTarget(response)]).toEqual([303, where]);
  expect(findCookie(response, "larder.session")).toBeUndefined();
});

it("signs no one in for an address that no customer has", async () => {
  const email = createAddress();
  const { cookies, code } = await ask(email);
  const response = await typeIn(code, cookies);
  expect(readTarget(response)).toBe("/sign-in?error=address");
  expect(findCookie(response, "larder.session")).toBeUndefined();
  expect(await portal.db.$count(customers, eq(customers.email, email))).toBe(0);
});

it.each([
  "",
  "nobody",
  "a@b@example.com",
  'x"y@example.com',
  "ｎａｍｅ@example.com",
  `${"a".repeat(250)}@example.com`,
])("mails no code to %j", async (email) => {
  const before = await portal.db.$count(emailCodes);
  const response = await sendTo(email, { callbackUrl: "/devices?q=1" });
  expect(readTarget(response)).toBe("/sign-in?problem=address&callbackUrl=%2Fdevices%3Fq%3D1");
  expect(await portal.db.$count(emailCodes)).toBe(before);
});

it("mails five codes an hour to an address, regardless of case", async () => {
  const name = randomUUID();
  for (let sent = 0; sent < 5; sent += 1) await ask(`${name}@example.com`);
  const response = await sendTo(`${name.toUpperCase()}@example.com`);
  expect(readTarget(response)).toMatch(/^\/sign-in\?problem=limit&minutes=(59|60)$/);
  expect(readTarget(await sendTo(createAddress()))).toBe("/sign-in/code");
});

it("mails sixty codes an hour per network", async () => {
  const network = { "x-forwarded-for": "203.0.113.66, 198.51.100.1" };
  for (let sent = 0; sent < 60; sent += 1)
    expect(readTarget(await sendTo(createAddress(), {}, {}, network))).toBe("/sign-in/code");
  // Entries that the client added to the header don't count.
  const again = { "x-forwarded-for": "10.9.8.7, 198.51.100.1" };
  expect(readTarget(await sendTo(createAddress(), {}, {}, again))).toMatch(/problem=limit/);
  expect(readTarget(await sendTo(createAddress()))).toBe("/sign-in/code");
});

it("accepts 120 codes an hour from one network", async () => {
  const { cookies, code } = await ask(createAddress());
  for (let tried = 0; tried < 120; tried += 1) await typeIn("", cookies);
  expect(readTarget(await typeIn(code, cookies))).toMatch(/^\/sign-in\/code\?problem=limit&minutes=(59|60)$/);
});

it.each([{ origin: "https://evil.example" }, { origin: "null" }])(
  "refuses a form from another site: %j",
  async (headers) => {
    const email = createAddress();
    expect((await sendTo(email, {}, {}, headers)).status).toBe(403);
    expect(await portal.db.$count(emailCodes, eq(emailCodes.email, email))).toBe(0);
    const { cookies, code } = await ask(email);
    expect((await typeIn(code, cookies, headers)).status).toBe(403);
    expect((await typeIn(code, cookies)).status).toBe(303);
  },
);

it.each(prefetchHeaders)("uses no code for a prefetch: %s: %s", async (name, value) => {
  const email = createAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  expect((await typeIn(code, cookies, { [name]: value })).status).toBe(503);
  expect(readTarget(await typeIn(code, cookies))).toBe("/devices");
});

it("explains the problem while the database is down", async () => {
  await portal.owner.query("alter table email_codes rename to elsewhere");
  try {
    const response = await sendTo(createAddress());
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/Reference: [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
  } finally {
    await portal.owner.query("alter table elsewhere rename to email_codes");
  }
});
