import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findViewer, hashToken } from "@/lib/auth";
import { deriveCode } from "@/lib/codes";
import { customers, emailCodes, knownBrowsers, rateLimits } from "@/lib/db";
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
  expect(cookie).toMatch(
    /^larder\.session=[\w-]{43}; Path=\/; Max-Age=777(?:5\d{3}|6000); HttpOnly; SameSite=lax$/,
  );
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

const from = (address: string) => ({ "x-forwarded-for": address });
const sent = "/sign-in/code";
const limited = /^\/sign-in\?problem=limit&minutes=(59|60)$/;
/** Asks many times, a few at once. @returns how many requests got a code */
async function countSent(times: number, ask: (index: number) => Promise<Response>): Promise<number> {
  const targets: (string | undefined)[] = [];
  while (targets.length < times) {
    const few = Array.from({ length: Math.min(8, times - targets.length) }, (_, index) =>
      ask(targets.length + index),
    );
    targets.push(...(await Promise.all(few)).map(readTarget));
  }
  for (const target of targets) if (target !== sent) expect(target).toMatch(limited);
  return targets.filter((target) => target === sent).length;
}
const readPoints = async (limit: string) =>
  (
    await portal.owner.query<{ points: number }>("select points from rate_limits where key like $1", [
      `${limit}:%`,
    ])
  ).rows.map(({ points }) => points);

/** Signs a new customer in with a code, so that their browser is known. */
async function addKnown() {
  const email = createAddress();
  const { id } = await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  expect(readTarget(await typeIn(code, cookies))).toBe("/devices");
  await portal.db.delete(rateLimits);
  return { id, email, cookies };
}

/** Expects that a customer gets a code in their known browser, and in with it. */
async function expectIn({ email, cookies }: { email: string; cookies: Cookies }, headers = {}) {
  expect(readTarget(await sendTo(email, {}, cookies, headers))).toBe(sent);
  expect(readTarget(await typeIn(await findLatestCode(email), cookies, headers))).toBe("/devices");
}

it("mails five codes an hour to an address from one network, regardless of case", async () => {
  const name = randomUUID();
  expect(await countSent(7, () => sendTo(`${name}@example.com`))).toBe(5);
  expect(readTarget(await sendTo(`${name.toUpperCase()}@example.com`))).toMatch(limited);
  expect(readTarget(await sendTo(createAddress()))).toBe(sent);
  expect(readTarget(await sendTo(`${name}@example.com`, {}, {}, from("192.0.2.2")))).toBe(sent);
});

it("mails thirty codes an hour to a mailbox from all networks, and still some to its owner's browser", async () => {
  const known = await addKnown();
  const others = (index: number) => sendTo(known.email, {}, {}, from(`198.51.100.${index}`));
  expect(await countSent(64, others)).toBe(30);
  expect(await countSent(64, others)).toBe(0);
  await expectIn(known);
  await expectIn(known, from("198.51.100.1"));
});

it("mails sixty codes an hour per network, and still some to browsers of customers there", async () => {
  const known = await addKnown();
  expect(await countSent(64, () => sendTo(createAddress()))).toBe(60);
  // Entries that the client added to the header don't count.
  expect(await countSent(4, () => sendTo(createAddress(), {}, {}, from("10.9.8.7, 192.0.2.1")))).toBe(0);
  expect(readTarget(await sendTo(createAddress(), {}, {}, from("192.0.2.2")))).toBe(sent);
  await expectIn(known);
});

it("mails three hundred codes an hour to the networks of one IPv6 site together", async () => {
  const ask = (site: string) => (index: number) =>
    sendTo(createAddress(), {}, {}, from(`2001:db8:${site}:${(index + 1).toString(16)}::1`));
  expect(readTarget(await sendTo(createAddress(), {}, {}, from("2001:db8:1::1")))).toBe(sent);
  await portal.owner.query("update rate_limits set points = 250 where key like 'code-site:%'");
  expect(await countSent(64, ask("1"))).toBe(50);
  expect(await countSent(1, ask("2"))).toBe(1);
});

it("mails five codes an hour for a mailbox to one IPv6 site, so that many sites are needed to reach its ceiling", async () => {
  const name = randomUUID();
  const ask = (site: string) => (index: number) =>
    sendTo(`${name}+${index}@example.com`, {}, {}, from(`2001:db8:${site}:${index + 1}::1`));
  expect(await countSent(8, ask("a"))).toBe(5);
  expect(await countSent(8, ask("b"))).toBe(5);
});

it("counts addresses that begin with a plus sign apart", async () => {
  const domain = `${randomUUID()}.example.com`;
  const ask = (index: number) => sendTo(`+49${index}@${domain}`, {}, {}, from(`198.51.100.${index}`));
  expect(await countSent(32, ask)).toBe(32);
});

it("counts the tagged addresses of a mailbox together", async () => {
  const name = randomUUID();
  const tagged = (index: number) =>
    sendTo(`${name}+${index}@example.com`, {}, {}, from(`198.51.100.${index}`));
  expect(await countSent(64, tagged)).toBe(30);
  for (const address of [`${name}@example.com`, `${name.toUpperCase()}+a+b@EXAMPLE.com`])
    expect(readTarget(await sendTo(address))).toMatch(limited);
  expect(readTarget(await sendTo(`${name}@example.org`))).toBe(sent);
  expect(readTarget(await sendTo(`${name}1@example.com`))).toBe(sent);
});

it("mails no more codes a minute than the worker sends, except to browsers of customers", async () => {
  const known = await addKnown();
  await sendTo(createAddress());
  await portal.owner.query("update rate_limits set points = 3000 where key like 'code-portal:%'");
  expect(readTarget(await sendTo(createAddress()))).toBe("/sign-in?problem=limit&minutes=1");
  await expectIn(known);
});

it("counts a refused request nowhere else", async () => {
  const email = createAddress();
  expect(await countSent(9, () => sendTo(email))).toBe(5);
  for (const limit of ["network", "mailbox", "portal"])
    expect(await readPoints(`code-${limit}`)).toEqual([5]);
  await portal.owner.query("update rate_limits set points = 30 where key like 'code-mailbox:%'");
  expect(readTarget(await sendTo(email, {}, {}, from("192.0.2.2")))).toMatch(limited);
  expect((await readPoints("code-network")).sort()).toEqual([0, 5]);
  expect(await readPoints("code-portal")).toEqual([5]);
});

it("mails five codes an hour to a customer's own browser, of which strangers use up none", async () => {
  const known = await addKnown();
  expect(await countSent(7, () => sendTo(known.email, {}, known.cookies))).toBe(5);
  for (const limit of ["pair", "network", "mailbox", "portal"])
    expect(await readPoints(`code-${limit}`)).toEqual([]);
  // Another browser is a stranger's, and the customer's own is one for any other address.
  expect(await countSent(7, () => sendTo(known.email))).toBe(5);
  const other = await addKnown();
  expect(await countSent(7, () => sendTo(other.email, {}, known.cookies))).toBe(5);
  expect(await readPoints("code-pair")).toHaveLength(1);
});

it.each([5, 50])("leaves the code in a person's hand valid after %i requests by strangers", async (times) => {
  const email = createAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  for (let index = 0; index < times; index += 1) await sendTo(email, {}, {}, from(`198.51.100.${index % 8}`));
  expect(readTarget(await typeIn(code, cookies))).toBe("/devices");
});

it("lets a network sign in after 200 posts without a code", async () => {
  const email = createAddress();
  await portal.addCustomer({ email });
  const { cookies, code } = await ask(email);
  await portal.db.delete(rateLimits);
  for (let posted = 0; posted < 200; posted += 1)
    expect(readTarget(await typeIn("12345678", {}))).toBe("/sign-in/code?problem=over");
  expect(await portal.db.$count(rateLimits)).toBe(0);
  expect(readTarget(await typeIn(code, cookies))).toBe("/devices");
});

it("notes the browser in which a customer signs in, once", async () => {
  const { id, email, cookies } = await addKnown();
  const read = () => portal.db.select().from(knownBrowsers).where(eq(knownBrowsers.customerId, id));
  expect(await read()).toMatchObject([{ browserHash: hashToken(cookies["larder.browser"] ?? "") }]);
  const long = new Date(Date.now() - 300 * 24 * 3600_000);
  await portal.db.update(knownBrowsers).set({ seenAt: long }).where(eq(knownBrowsers.customerId, id));
  await expectIn({ email, cookies });
  const [row, ...more] = await read();
  expect(more).toEqual([]);
  expect(row?.seenAt.getTime()).toBeGreaterThan(long.getTime());
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
