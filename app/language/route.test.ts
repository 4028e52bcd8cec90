import { eq } from "drizzle-orm";
import type { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { POST } from "./route";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const origin = "http://localhost:3000";
const choose = (
  language: string,
  headers: Record<string, string> = {},
  cookies: Record<string, string> = {},
) =>
  POST(
    createRequest("/language", cookies, {
      method: "POST",
      headers: { origin, ...headers },
      body: new URLSearchParams({ language }),
    }) as NextRequest,
    { params: Promise.resolve({}) },
  );
const readTarget = (response: Response) => response.headers.get("location");

it("saves the choice in a cookie and returns to the page", async () => {
  const response = await choose("ja", { referer: `${origin}/sign-in?callbackUrl=%2Freturn` });
  expect([response.status, readTarget(response)]).toEqual([303, `${origin}/sign-in?callbackUrl=%2Freturn`]);
  expect(response.headers.getSetCookie()).toEqual([
    "larder.language=ja; Path=/; Max-Age=34560000; HttpOnly; SameSite=lax",
  ]);
});

it("saves it in the customer's profile, and in no one else's", async () => {
  const [customer, other] = [await portal.addCustomer(), await portal.addCustomer({ language: "fr" })];
  await choose("pt-BR", {}, { "larder.session": await portal.signIn(customer) });
  await choose("de", {}, { "larder.session": await portal.signIn(await portal.addStaff()) });
  const readLanguage = async (id: string) =>
    (await portal.db.select().from(customers).where(eq(customers.id, id)))[0]?.language;
  expect([await readLanguage(customer.id), await readLanguage(other.id)]).toEqual(["pt-BR", "fr"]);
});

it.each(["", "xx", "EN-US", "en-XA", "../de", "de\0", "x".repeat(10_000)])(
  "ignores the language %j",
  async (language) => {
    const customer = await portal.addCustomer({ language: "it" });
    const response = await choose(language, {}, { "larder.session": await portal.signIn(customer) });
    expect([response.status, readTarget(response)]).toEqual([303, `${origin}/`]);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await portal.db.select().from(customers).where(eq(customers.id, customer.id))).toMatchObject([
      { language: "it" },
    ]);
  },
);

it.each([
  undefined,
  "",
  "nonsense",
  "https://evil.example/devices",
  "http://localhost:3000.evil.example/",
  "http://localhost:3000@evil.example/",
  `${origin}//evil.example/`,
  "javascript:alert(1)",
])("leads to the start page for the referrer %j", async (referer) => {
  expect(readTarget(await choose("de", referer === undefined ? {} : { referer }))).toBe(`${origin}/`);
});

it("refuses a form from another site", async () => {
  const response = await choose("de", { origin: "https://evil.example" });
  expect(response.status).toBe(403);
  expect(response.headers.getSetCookie()).toEqual([]);
});
