import { randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Email } from "@/lib/customers";
import { emailCodes, transaction } from "@/lib/db";
import { parseInput, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { deriveCode, findCode, requestCode, tryCode } from ".";

const secret = "a secret for tests, long enough to be taken";
let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const newBrowser = () => Buffer.from(randomUUID());
const newAddress = () => `${randomUUID()}@example.com`;

/** Requests a code and derives it as its mail would show it. */
async function ask(email = newAddress(), browserHash = newBrowser()) {
  const request = { purpose: "sign-in", customerId: null, language: "de" } as const;
  await requestCode({ ...request, email, browserHash });
  const [row] = await portal.db
    .select()
    .from(emailCodes)
    .where(eq(emailCodes.browserHash, browserHash))
    .orderBy(desc(emailCodes.createdAt));
  const id = (row as { id: string }).id;
  return { id, email, browserHash, code: deriveCode(id, secret) };
}

const attempt = (browser: Buffer | null, typed: string) => tryCode(browser, "sign-in", typed, secret);
const createWrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, "0");
const age = (id: string, minutes: number) =>
  portal.owner.query(
    `update email_codes set created_at = created_at - $2 * interval '1 minute',
       expires_at = expires_at - $2 * interval '1 minute' where id = $1`,
    [id, minutes],
  );

it("has eight digits derived from id and secret", () => {
  const id = "0b7d3c2e-9a51-4a39-8a35-7d1c7c1b6a11";
  expect(deriveCode(id, secret)).toMatch(/^\d{8}$/);
  expect(deriveCode(id, secret)).toBe(deriveCode(id, secret));
  expect(deriveCode(id, "another secret")).not.toBe(deriveCode(id, secret));
  expect(deriveCode(randomUUID(), secret)).not.toBe(deriveCode(id, secret));
});

it("spreads codes over the whole range, including leading zeros", () => {
  const codes = Array.from({ length: 2000 }, () => deriveCode(randomUUID(), secret));
  expect(new Set(codes).size).toBeGreaterThan(1990);
  expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true);
  expect(new Set(codes.map((code) => code[0])).size).toBe(10);
});

it("is not stored in the database, but one job for it is", async () => {
  const { id, code } = await ask();
  const { rows } = await portal.owner.query<{ line: string }>(
    "select c::text as line from email_codes c union all select data::text from pgboss.job where name = 'mail'",
  );
  const lines = rows.map(({ line }) => line).join("\n");
  expect(lines).not.toContain(code);
  expect(rows.filter(({ line }) => line.includes("codeId") && line.includes(id))).toHaveLength(1);
});

it("works for one sign-in only", async () => {
  const { browserHash, code, email } = await ask();
  expect(await findCode(browserHash, "sign-in")).toMatchObject({ state: "open", triesLeft: 5, tried: false });
  const right = succeed({ email, customerId: null, language: "de" });
  expect(await attempt(browserHash, code)).toEqual(right);
  expect(await attempt(browserHash, code)).toEqual(refuse("code-over"));
});

it("leaves no address in a browser after sign-in, since someone else may use it next", async () => {
  const browserHash = newBrowser();
  await ask(newAddress(), browserHash);
  const email = newAddress();
  await requestCode({ purpose: "sign-in", customerId: null, language: "de", email, browserHash });
  const [row] = await portal.db.select().from(emailCodes).where(eq(emailCodes.email, email));
  expect(await findCode(browserHash, "sign-in")).toMatchObject({ state: "open", email });
  expect(await attempt(browserHash, deriveCode((row as { id: string }).id, secret))).toMatchObject({
    value: { email },
  });
  expect(await findCode(browserHash, "sign-in")).toBeNull();
});

it.each<[string, (code: string) => string]>([
  ["spaces", (code) => ` ${code.slice(0, 4)} ${code.slice(4)}\n`],
  ["no-break spaces", (code) => `${code.slice(0, 4)}\u00a0${code.slice(4)}`],
  ["hyphens", (code) => `${code.slice(0, 2)}-${code.slice(2)}`],
  ["a zero-width space", (code) => `\u200b${code}`],
  [
    "full-width digits",
    (code) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ],
])("accepts a code with %s", async (_, typed) => {
  const { browserHash, code } = await ask();
  expect(await attempt(browserHash, typed(code))).toMatchObject({ ok: true });
});

it.each(["", "1234567", "123456789", "1234567a", "½1234567", "٠١٢٣٤٥٦٧", "1".repeat(5000), "\0"])(
  "does not count %j as a try",
  async (typed) => {
    const { browserHash } = await ask();
    expect(await attempt(browserHash, typed)).toEqual(refuse("code-malformed"));
    expect(await findCode(browserHash, "sign-in")).toMatchObject({ triesLeft: 5 });
  },
);

it("quickly refuses text that is slow to read", async () => {
  const { browserHash } = await ask();
  // Normalising marks takes quadratic time.
  expect(await attempt(browserHash, `1${"\u0301\u0316".repeat(100_000)}`)).toEqual(refuse("code-malformed"));
  // Overflows the stack in zod's pattern.
  for (const typed of ["a.".repeat(4_000_000), `x@${"a.".repeat(4_000_000)}`])
    expect(parseInput(Email, typed)).toEqual(refuse("email-malformed"));
});

it("is locked after five wrong tries, even for the right code", async () => {
  const { browserHash, code } = await ask();
  for (const left of [4, 3, 2, 1, 0]) {
    expect(await attempt(browserHash, createWrong(code))).toEqual(refuse("code-wrong"));
    expect(await findCode(browserHash, "sign-in")).toMatchObject({ triesLeft: left, tried: true });
  }
  expect(await attempt(browserHash, code)).toEqual(refuse("code-locked"));
  expect(await findCode(browserHash, "sign-in")).toMatchObject({ state: "locked" });
});

it("counts five of fifty concurrent wrong tries", async () => {
  const { browserHash, code, id } = await ask();
  const answers = await portal.atOnce("email_codes", 50, () => attempt(browserHash, createWrong(code)));
  expect(answers.filter((answer) => !answer.ok && answer.problems[0].code === "code-wrong")).toHaveLength(5);
  expect(await portal.db.select().from(emailCodes).where(eq(emailCodes.id, id))).toMatchObject([
    { tries: 5 },
  ]);
});

it("accepts one of twenty concurrent right tries", async () => {
  const { browserHash, code } = await ask();
  const answers = await portal.atOnce("email_codes", 20, () => attempt(browserHash, code));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

it.each([
  [9.9, "right"],
  [10.1, "over"],
])("after %f minutes has the state %s", async (minutes, state) => {
  const { browserHash, code, id } = await ask();
  await age(id, minutes);
  expect(await attempt(browserHash, code)).toMatchObject(
    state === "right" ? { ok: true } : refuse("code-over"),
  );
});

it("works only in the browser that requested it", async () => {
  const { code } = await ask();
  const other = await ask();
  expect(await attempt(newBrowser(), code)).toEqual(refuse("code-over"));
  expect(await attempt(null, code)).toEqual(refuse("code-over"));
  expect(await attempt(other.browserHash, code)).toEqual(refuse("code-wrong"));
  expect(await findCode(newBrowser(), "sign-in")).toBeNull();
  expect(await findCode(null, "sign-in")).toBeNull();
});

it("works only for its purpose", async () => {
  const { browserHash, code } = await ask();
  expect(await tryCode(browserHash, "change-email", code, secret)).toEqual(refuse("code-over"));
});

it("is replaced by a newer code of the browser, for any address", async () => {
  const first = await ask();
  const second = await ask(newAddress(), first.browserHash);
  expect(await attempt(first.browserHash, first.code)).toEqual(refuse("code-wrong"));
  expect(await attempt(first.browserHash, second.code)).toMatchObject({ ok: true });
});

it("is not replaced by one for another purpose", async () => {
  const { browserHash, code, email } = await ask();
  const customerId = (await portal.addCustomer()).id as Id;
  await requestCode({ purpose: "change-email", customerId, language: "de", email, browserHash });
  expect(await attempt(browserHash, code)).toMatchObject({ ok: true });
});

it.each([5, 50])("survives %i requests for its address in other browsers", async (times) => {
  const { browserHash, code, email } = await ask();
  for (let asked = 0; asked < times; asked += 1) await ask(asked % 2 ? email : email.toUpperCase());
  expect(await findCode(browserHash, "sign-in")).toMatchObject({ state: "open" });
  expect(await attempt(browserHash, code)).toMatchObject({ ok: true });
});

it("leaves one open code after ten concurrent requests of a browser", async () => {
  const browserHash = newBrowser();
  const request = { purpose: "sign-in", customerId: null, language: "de", browserHash } as const;
  await portal.atOnce("email_codes", 10, () => requestCode({ ...request, email: newAddress() }));
  const rows = await portal.db.select().from(emailCodes).where(eq(emailCodes.browserHash, browserHash));
  expect(rows).toHaveLength(10);
  expect(rows.filter(({ closedAt }) => closedAt === null)).toHaveLength(1);
});

it.each([
  [" name@example.com ", "name@example.com"],
  ["o'neil@example.com", "o'neil@example.com"],
  ["first.last+tag@sub.example.co.uk", "first.last+tag@sub.example.co.uk"],
  [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
])("accepts the address %j", (typed, address) => expect(parseInput(Email, typed)).toEqual(succeed(address)));

it.each([
  "",
  "name",
  "@example.com",
  "name@example",
  "name@@example.com",
  "a@b.com@example.com",
  '"name"@example.com',
  "a@example.com,b@example.com",
  "a@example.com;b@example.com",
  "Name <name@example.com>",
  "na me@example.com",
  "name@exa mple.com",
  "ｎａｍｅ@example.com",
  "name＠example.com",
  "name@ｅxample.com",
  "ñame@example.com",
  "name@exämple.com",
  "name\r\nBcc: x@example.com",
  "name@example.com\0",
  "name@[127.0.0.1]",
  "(comment)name@example.com",
  `${"a".repeat(65)}@example.com`,
  `a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.example.com`,
])("refuses the address %j", (typed) => expect(parseInput(Email, typed)).toEqual(refuse("email-malformed")));

it("joins a transaction: rolled back, there is no code, no mail and no try", async () => {
  const { browserHash, code, email } = await ask();
  const count = async () => [
    await portal.db.$count(emailCodes),
    (await portal.owner.query("select from pgboss.job")).rowCount,
  ];
  const before = await count();
  const undone = transaction(async (tx) => {
    expect(await tryCode(browserHash, "sign-in", createWrong(code), secret, tx)).toEqual(
      refuse("code-wrong"),
    );
    const request = { purpose: "sign-in", customerId: null, language: "de" } as const;
    await requestCode({ ...request, email, browserHash }, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await count()).toEqual(before);
  expect(await findCode(browserHash, "sign-in")).toMatchObject({ state: "open", triesLeft: 5 });
});
