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

const target = (response: Response) => response.headers.get("location")?.replace(origin, "");
const cookieOf = (response: Response, name: string) =>
  response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
const newAddress = () => `${randomUUID()}@example.com`;

const codeFor = async (email: string) => {
  const [row] = await portal.db
    .select()
    .from(emailCodes)
    .where(eq(emailCodes.email, email))
    .orderBy(sql`created_at desc`);
  return deriveCode((row as { id: string }).id, env().NEXTAUTH_SECRET);
};

/** Asks for a code as a browser does. @returns its cookies afterwards, and the code */
async function ask(email: string) {
  const response = await sendTo(email);
  expect([response.status, target(response)]).toEqual([303, "/sign-in/code"]);
  const browser = cookieOf(response, "larder.browser")?.match(/=([\w-]{43});/)?.[1] ?? "";
  return { cookies: { "larder.browser": browser }, code: await codeFor(email) };
}

it("answers an address that is known and one that is not alike, to the letter and to the query", async () => {
  const known = newAddress();
  await portal.addCustomer({ email: known });
  const answers = [];
  for (const email of [known, newAddress()]) {
    const [response, queries] = await countQueries(() => sendTo(email));
    const headers = Object.fromEntries(response.headers);
    delete headers["set-cookie"];
    answers.push({ status: response.status, headers, body: await response.text(), queries });
  }
  expect(answers[1]).toEqual(answers[0]);
});

it("signs a customer in, in the browser that asked, and ends the session it had", async () => {
  const email = newAddress();
  const customer = await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  const old = await portal.signIn(await portal.addCustomer());
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0" };
  const onwards = { callbackUrl: "/devices?q=a" };
  const response = await typeIn(code, { ...cookies, "larder.session": old }, headers, onwards);
  expect([response.status, target(response)]).toEqual([303, "/devices?q=a"]);
  const cookie = cookieOf(response, "larder.session") ?? "";
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
});

it("goes on to a launch by a page, not by a redirect after the form", async () => {
  const email = newAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  const response = await typeIn(code, cookies, {}, { callbackUrl: "/devices/1/go/supplies" });
  expect(response.status).toBe(200);
  expect(cookieOf(response, "larder.session")).toBeDefined();
  expect(await response.text()).toContain("/devices/1/go/supplies");
});

it.each([
  "//evil.example",
  "https://evil.example/",
  "/\\evil.example",
  "javascript:alert(1)",
  "/sign-in",
  "",
])("leads to the devices instead of to %j", async (callbackUrl) => {
  const email = newAddress();
  await portal.addCustomer({ email });
  expect(target(await sendTo(email, { callbackUrl }))).toBe("/sign-in/code");
  const { cookies, code } = await ask(email);
  expect(target(await typeIn(code, cookies, {}, { callbackUrl }))).toBe("/devices");
});

it("hands on where somebody was going, whatever comes between", async () => {
  const onwards = { callbackUrl: "/devices?q=a" };
  const path = "callbackUrl=%2Fdevices%3Fq%3Da";
  expect(target(await sendTo(newAddress(), onwards))).toBe(`/sign-in/code?${path}`);
  const { cookies } = await ask(newAddress());
  expect(target(await typeIn("1", cookies, {}, onwards))).toBe(`/sign-in/code?problem=malformed&${path}`);
});

it.each([
  ["a wrong code", "00000000", "/sign-in/code?problem=wrong"],
  ["no code", "", "/sign-in/code?problem=malformed"],
])("%s leads back to the field", async (_, typed, where) => {
  const { cookies } = await ask(newAddress());
  const response = await typeIn(typed, cookies);
  expect([response.status, target(response)]).toEqual([303, where]);
  expect(cookieOf(response, "larder.session")).toBeUndefined();
});

it("signs nobody in for an address that no customer has", async () => {
  const email = newAddress();
  const { cookies, code } = await ask(email);
  const response = await typeIn(code, cookies);
  expect(target(response)).toBe("/sign-in?error=address");
  expect(cookieOf(response, "larder.session")).toBeUndefined();
  expect(await portal.db.$count(customers, eq(customers.email, email))).toBe(0);
});

it.each([
  "",
  "nobody",
  "a@b@example.com",
  'x"y@example.com',
  "ｎａｍｅ@example.com",
  `${"a".repeat(250)}@example.com`,
])("writes to nobody for %j", async (email) => {
  const before = await portal.db.$count(emailCodes);
  const response = await sendTo(email, { callbackUrl: "/devices?q=1" });
  expect(target(response)).toBe("/sign-in?problem=address&callbackUrl=%2Fdevices%3Fq%3D1");
  expect(await portal.db.$count(emailCodes)).toBe(before);
});

it("mails five codes an hour to an address, in whatever case it is written", async () => {
  const name = randomUUID();
  for (let sent = 0; sent < 5; sent += 1) await ask(`${name}@example.com`);
  const response = await sendTo(`${name.toUpperCase()}@example.com`);
  expect(target(response)).toMatch(/^\/sign-in\?problem=limit&minutes=(59|60)$/);
  expect(target(await sendTo(newAddress()))).toBe("/sign-in/code");
});

it("mails sixty codes an hour for one network, and counts no other", async () => {
  const network = { "x-forwarded-for": "203.0.113.66, 198.51.100.1" };
  for (let sent = 0; sent < 60; sent += 1)
    expect(target(await sendTo(newAddress(), {}, {}, network))).toBe("/sign-in/code");
  // What the client itself wrote into the header changes nothing.
  const again = { "x-forwarded-for": "10.9.8.7, 198.51.100.1" };
  expect(target(await sendTo(newAddress(), {}, {}, again))).toMatch(/problem=limit/);
  expect(target(await sendTo(newAddress()))).toBe("/sign-in/code");
});

it("takes 120 codes an hour from one network", async () => {
  const { cookies, code } = await ask(newAddress());
  for (let tried = 0; tried < 120; tried += 1) await typeIn("", cookies);
  expect(target(await typeIn(code, cookies))).toMatch(/^\/sign-in\/code\?problem=limit&minutes=(59|60)$/);
});

it.each([{ origin: "https://evil.example" }, { origin: "null" }])(
  "refuses a form from elsewhere: %j",
  async (headers) => {
    const email = newAddress();
    expect((await sendTo(email, {}, {}, headers)).status).toBe(403);
    expect(await portal.db.$count(emailCodes, eq(emailCodes.email, email))).toBe(0);
    const { cookies, code } = await ask(email);
    expect((await typeIn(code, cookies, headers)).status).toBe(403);
    expect((await typeIn(code, cookies)).status).toBe(303);
  },
);

it.each(prefetchHeaders)("spends no code for a request ahead of a press: %s: %s", async (name, value) => {
  const email = newAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  expect((await typeIn(code, cookies, { [name]: value })).status).toBe(503);
  expect(target(await typeIn(code, cookies))).toBe("/devices");
});

it("answers with words while the database is away", async () => {
  await portal.owner.query("alter table email_codes rename to elsewhere");
  try {
    const response = await sendTo(newAddress());
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/Reference: [0-9A-F]{8}/);
  } finally {
    await portal.owner.query("alter table elsewhere rename to email_codes");
  }
});
