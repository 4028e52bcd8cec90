import { eq } from "drizzle-orm";
import type { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findViewer, hashToken } from "@/lib/auth";
import { deriveCode } from "@/lib/codes";
import { customers, emailCodes, sessions } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import { createRequest, createTestStage, type TestStage, testSettings } from "@/tests/stage";
import { POST as saveCountry } from "../devices/country/route";
import { GET as download } from "./data/route";
import { POST as confirmDeletion } from "./delete/confirm/route";
import { POST as verifyCode } from "./email/code/verify/route";
import { POST as sendCode } from "./email/send/route";
import { POST as saveLanguage } from "./language/route";
import { POST as saveName } from "./name/route";
import { POST as endSessions } from "./sessions/route";

type Route = (request: NextRequest, context: { params: Promise<Record<string, never>> }) => Promise<Response>;

let portal: TestStage;
let viewer: Customer;
let token: string;
const browser = "b".repeat(43);

beforeAll(async () => {
  portal = await createTestStage({ SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "devices@example.com" });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query(
    "truncate customers, staff, email_codes, rate_limits cascade; delete from pgboss.job",
  );
  viewer = await portal.addCustomer({ name: "Emily", email: "emily@example.com", language: "en-US" });
  token = await portal.signIn(viewer);
});

const own = { origin: "http://localhost:3000" };

const post = (
  route: Route,
  form: Record<string, string>,
  cookie: string | null = token,
  headers: Record<string, string> = own,
) =>
  route(
    createRequest(
      "/account",
      { "larder.session": cookie, "larder.browser": browser, "larder.language": "de", other: "1" },
      { method: "POST", headers, body: new URLSearchParams(form) },
    ),
    { params: Promise.resolve({}) },
  );

const targetOf = (response: Response) =>
  response.headers.get("location")?.replace(/^http:\/\/localhost:3000/, "");

const profile = async () => {
  const [row] = await portal.db.select().from(customers).where(eq(customers.id, viewer.id));
  return row;
};

const grow = (minutes: number) =>
  portal.owner.query("update sessions set authenticated_at = authenticated_at - $1 * interval '1 minute'", [
    minutes,
  ]);

const lastCode = async () => {
  const codes = await portal.db.select().from(emailCodes).orderBy(emailCodes.createdAt);
  return codes.at(-1);
};

const forms: [what: string, route: Route, form: Record<string, string>][] = [
  ["name", saveName, { name: "Oliver" }],
  ["language", saveLanguage, { language: "ja" }],
  ["country", saveCountry, { country: "JP", page: "account" }],
  ["session", endSessions, { session: "all" }],
  ["address", sendCode, { email: "new@example.com" }],
  ["code", verifyCode, { code: "12345678" }],
  ["deletion", confirmDeletion, { word: "delete" }],
];

describe.each(forms)("%s", (_, route, form) => {
  const unchanged = async (work: () => Promise<Response>) => {
    const before = [await profile(), await portal.db.$count(sessions), await portal.db.$count(emailCodes)];
    const response = await work();
    expect([await profile(), await portal.db.$count(sessions), await portal.db.$count(emailCodes)]).toEqual(
      before,
    );
    return response;
  };

  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ] as Record<string, string>[])("refuses a form from elsewhere: %j", async (headers) => {
    expect((await unchanged(() => post(route, form, token, headers))).status).toBe(403);
  });

  it.each([null, "", "unknown"])("lets %j sign in first", async (cookie) => {
    const response = await unchanged(() => post(route, form, cookie));
    expect(response.status).toBe(303);
    expect(targetOf(response)).toMatch(/^\/sign-in\?callbackUrl=/);
  });

  it("does nothing for staff", async () => {
    const staffToken = await portal.signIn(await portal.addStaff());
    expect((await unchanged(() => post(route, form, staffToken))).status).toBe(303);
  });
});

it.each([
  [" Oliver  Hughes ", "Oliver Hughes", "/account?done=name"],
  ["👩🏽‍🌾 مرحبا", "👩🏽‍🌾 مرحبا", "/account?done=name"],
  ["", "Emily", "/account?name=empty"],
  ["x".repeat(61), "Emily", "/account?name=long"],
  ["a\nb", "Emily", "/account?name=characters"],
])("name %j: %j and on to %s", async (typed, name, target) => {
  expect(targetOf(await post(saveName, { name: typed }))).toBe(target);
  expect(await profile()).toMatchObject({ name });
});

it.each([
  ["ja", "ja", "larder.language=ja; Path=/; Max-Age=34560000"],
  ["", "mul", "larder.language=; Path=/; Max-Age=0"],
  ["xx", "mul", "larder.language=; Path=/; Max-Age=0"],
])("language %j: %j in the profile, %s", async (typed, language, cookie) => {
  const response = await post(saveLanguage, { language: typed });
  expect(targetOf(response)).toBe("/account?done=language");
  expect(response.headers.get("set-cookie")).toContain(cookie);
  expect(await profile()).toMatchObject({ language });
});

it.each([
  ["JP", "JP", "/account?done=country"],
  ["XX", "DE", "/account?country=wrong"],
])("country %s: %s and on to %s", async (typed, country, target) => {
  expect(targetOf(await post(saveCountry, { country: typed, page: "account" }))).toBe(target);
  expect(await profile()).toMatchObject({ country });
});

describe("sessions", () => {
  const idOf = async (raw: string) => (await findViewer(raw))?.sessionId ?? "";

  it("ends another one of the viewer's", async () => {
    const other = await portal.signIn(viewer);
    expect(targetOf(await post(endSessions, { session: await idOf(other) }))).toBe("/account?done=session");
    expect([await findViewer(other), (await findViewer(token))?.id]).toEqual([null, viewer.id]);
  });

  it("leaves somebody else's alone, and answers the same", async () => {
    const stranger = await portal.signIn(await portal.addCustomer());
    expect(targetOf(await post(endSessions, { session: await idOf(stranger) }))).toBe(
      "/account?done=session",
    );
    expect(await findViewer(stranger)).not.toBeNull();
  });

  it("ends all, this one too, and leads to the welcome page", async () => {
    const other = await portal.signIn(viewer);
    const stranger = await portal.signIn(await portal.addCustomer());
    const response = await post(endSessions, { session: "all" });
    expect(targetOf(response)).toBe("/");
    expect(response.headers.get("set-cookie")).toContain("larder.session=; Path=/; Max-Age=0");
    expect([await findViewer(token), await findViewer(other)]).toEqual([null, null]);
    expect(await findViewer(stranger)).not.toBeNull();
  });
});

describe("a new address", () => {
  const codeNow = async () => deriveCode((await lastCode())?.id ?? "", testSettings.NEXTAUTH_SECRET ?? "");

  it("gets a code that changes it", async () => {
    const response = await post(sendCode, { email: " New@example.com " });
    expect(targetOf(response)).toBe("/account/email/code");
    expect(response.headers.get("set-cookie")).toContain(`larder.browser=${browser}`);
    expect(await lastCode()).toMatchObject({
      purpose: "change-email",
      email: "New@example.com",
      customerId: viewer.id,
      browserHash: hashToken(browser),
      language: "en-US",
    });
    expect(targetOf(await post(verifyCode, { code: "00000000" }))).toBe("/account/email/code?problem=wrong");
    expect(await profile()).toMatchObject({ email: "emily@example.com" });
    await grow(15);
    expect(targetOf(await post(verifyCode, { code: await codeNow() }))).toBe("/account?done=email");
    expect(await profile()).toMatchObject({ email: "New@example.com" });
  });

  it.each([
    ["", "address"],
    ["a@b", "address"],
    ['"a"@example.com', "address"],
    ["a@b@example.com", "address"],
    ["ａ@example.com", "address"],
    [`${"x".repeat(250)}@example.com`, "address"],
    ["emily@example.com", "same"],
  ])("refuses %j before anything is sent: %s", async (email, problem) => {
    expect(targetOf(await post(sendCode, { email }))).toBe(`/account/email?problem=${problem}`);
    expect(await lastCode()).toBeUndefined();
  });

  it("is taken by somebody else: said after the right code, not before", async () => {
    await portal.addCustomer({ email: "taken@example.com" });
    expect(targetOf(await post(sendCode, { email: "taken@example.com" }))).toBe("/account/email/code");
    expect(targetOf(await post(verifyCode, { code: "00000000" }))).toBe("/account/email/code?problem=wrong");
    expect(targetOf(await post(verifyCode, { code: await codeNow() }))).toBe("/account/email?problem=taken");
    expect(await profile()).toMatchObject({ email: "emily@example.com" });
  });

  it("gets five codes an hour", async () => {
    for (const _ of [1, 2, 3, 4, 5]) await post(sendCode, { email: "new@example.com" });
    const before = await lastCode();
    expect(targetOf(await post(sendCode, { email: "NEW@example.com" }))).toBe(
      "/account/email?problem=limit&minutes=60",
    );
    expect(await lastCode()).toEqual(before);
  });

  it("cannot be had with another customer's code from the same browser", async () => {
    await post(sendCode, { email: "new@example.com" });
    const other = await portal.signIn(await portal.addCustomer());
    expect(targetOf(await post(verifyCode, { code: await codeNow() }, other))).toBe(
      "/account/email/code?problem=over",
    );
    expect(await portal.db.$count(customers, eq(customers.email, "new@example.com"))).toBe(0);
  });

  it("needs a fresh sign-in", async () => {
    await grow(11);
    expect(targetOf(await post(sendCode, { email: "new@example.com" }))).toBe(
      "/sign-in?fresh=1&callbackUrl=%2Faccount%2Femail",
    );
    expect(await lastCode()).toBeUndefined();
  });
});

describe("the file with all data", () => {
  const get = (cookie: string | null) =>
    download(createRequest("/account/data", { "larder.session": cookie }), { params: Promise.resolve({}) });

  it("is the viewer's own, and no cache keeps it", async () => {
    const response = await get(token);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="account-\d{4}-\d\d-\d\d\.json"$/),
      "cache-control": "private, no-store",
    });
    expect(await response.json()).toMatchObject({ profile: { id: viewer.id, email: "emily@example.com" } });
  });

  it("is nobody else's", async () => {
    expect(targetOf(await get(null))).toBe("/sign-in?callbackUrl=%2Faccount%2Fdata");
    expect((await get(await portal.signIn(await portal.addStaff()))).status).toBe(404);
  });
});

describe("deletion", () => {
  it.each(["delete", " DELETE ", "Ｄｅｌｅｔｅ"])(
    "takes the word %j, and this browser's cookies go",
    async (word) => {
      const response = await post(confirmDeletion, { word });
      expect(targetOf(response)).toBe("/account/deleted");
      // The farewell is said in the language of the profile, which is gone.
      expect(response.headers.getSetCookie()).toEqual([
        ...["session", "browser", "language"].map(
          (name) => `larder.${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=lax`,
        ),
        "larder.language=en-US; Path=/; Max-Age=34560000; HttpOnly; SameSite=lax",
      ]);
      expect(await profile()).toBeUndefined();
    },
  );

  it.each(["", "deleted", "yes", "löschen", "削除"])("does nothing for the word %j", async (word) => {
    const response = await post(confirmDeletion, { word });
    expect(targetOf(response)).toBe("/account/delete?word=wrong");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await profile()).toBeDefined();
  });

  it("needs a fresh sign-in", async () => {
    await grow(11);
    expect(targetOf(await post(confirmDeletion, { word: "delete" }))).toBe(
      "/sign-in?fresh=1&callbackUrl=%2Faccount%2Fdelete",
    );
    expect(await profile()).toBeDefined();
  });
});
