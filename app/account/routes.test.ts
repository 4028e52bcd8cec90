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

const readTarget = (response: Response) =>
  response.headers.get("location")?.replace(/^http:\/\/localhost:3000/, "");

const readProfile = async () => {
  const [row] = await portal.db.select().from(customers).where(eq(customers.id, viewer.id));
  return row;
};

const ageSessions = (minutes: number) =>
  portal.owner.query("update sessions set authenticated_at = authenticated_at - $1 * interval '1 minute'", [
    minutes,
  ]);

const findLastCode = async () => {
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
  const expectUnchanged = async (work: () => Promise<Response>) => {
    const before = [
      await readProfile(),
      await portal.db.$count(sessions),
      await portal.db.$count(emailCodes),
    ];
    const response = await work();
    expect([
      await readProfile(),
      await portal.db.$count(sessions),
      await portal.db.$count(emailCodes),
    ]).toEqual(before);
    return response;
  };

  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ] as Record<string, string>[])("refuses a form from another site: %j", async (headers) => {
    expect((await expectUnchanged(() => post(route, form, token, headers))).status).toBe(403);
  });

  it.each([null, "", "unknown"])("requires sign-in, with the session %j", async (cookie) => {
    const response = await expectUnchanged(() => post(route, form, cookie));
    expect(response.status).toBe(303);
    expect(readTarget(response)).toMatch(/^\/sign-in\?callbackUrl=/);
  });

  it("does nothing for staff", async () => {
    const staffToken = await portal.signIn(await portal.addStaff());
    expect((await expectUnchanged(() => post(route, form, staffToken))).status).toBe(303);
  });
});

it.each([
  [" Oliver  Hughes ", "Oliver Hughes", "/account?done=name"],
  ["👩🏽‍🌾 مرحبا", "👩🏽‍🌾 مرحبا", "/account?done=name"],
  ["", "Emily", "/account?name=empty"],
  ["x".repeat(61), "Emily", "/account?name=long"],
  ["a\nb", "Emily", "/account?name=characters"],
])("name %j is stored as %j and leads to %s", async (typed, name, target) => {
  expect(readTarget(await post(saveName, { name: typed }))).toBe(target);
  expect(await readProfile()).toMatchObject({ name });
});

it.each([
  ["ja", "ja", "larder.language=ja; Path=/; Max-Age=34560000"],
  ["", "mul", "larder.language=; Path=/; Max-Age=0"],
  ["xx", "mul", "larder.language=; Path=/; Max-Age=0"],
])("language %j is stored as %j with the cookie %s", async (typed, language, cookie) => {
  const response = await post(saveLanguage, { language: typed });
  expect(readTarget(response)).toBe("/account?done=language");
  expect(response.headers.get("set-cookie")).toContain(cookie);
  expect(await readProfile()).toMatchObject({ language });
});

const device = "3f2b8c1e-5d4a-4b6c-9e7f-0a1b2c3d4e5f";
const countryForms: [form: Record<string, string>, country: string, target: string][] = [
  [{ country: "JP", page: "account" }, "JP", "/account?done=country"],
  [{ country: "JP", device }, "JP", `/devices/${device}`],
  [{ country: "JP", device: "x" }, "JP", "/devices"],
  [{ country: "JP" }, "JP", "/devices"],
  [{ country: "XX", page: "account" }, "DE", "/account/country?page=account&problem=wrong"],
  [{ country: "XX", device }, "DE", `/account/country?device=${device}&problem=wrong`],
  [{ country: "XX", device: "x", page: "x" }, "DE", "/account/country?problem=wrong"],
  [{}, "DE", "/account/country?problem=wrong"],
];
it.each(countryForms)("%j leaves %s as the country and leads to %s", async (form, country, target) => {
  expect(readTarget(await post(saveCountry, form))).toBe(target);
  expect(await readProfile()).toMatchObject({ country });
});

describe("sessions", () => {
  const readSessionId = async (raw: string) => (await findViewer(raw))?.sessionId ?? "";

  it("ends another session of the viewer", async () => {
    const other = await portal.signIn(viewer);
    expect(readTarget(await post(endSessions, { session: await readSessionId(other) }))).toBe(
      "/account?done=session",
    );
    expect([await findViewer(other), (await findViewer(token))?.id]).toEqual([null, viewer.id]);
  });

  it("leaves another customer's session alone, with the same response", async () => {
    const stranger = await portal.signIn(await portal.addCustomer());
    expect(readTarget(await post(endSessions, { session: await readSessionId(stranger) }))).toBe(
      "/account?done=session",
    );
    expect(await findViewer(stranger)).not.toBeNull();
  });

  it.each(["all", "00000000-0000-4000-8000-000000000000"])(
    "needs a fresh sign-in to end %s",
    async (session) => {
      await ageSessions(11);
      expect(readTarget(await post(endSessions, { session }))).toBe(
        "/sign-in?fresh=1&callbackUrl=%2Faccount%3Fdone%3Dfresh",
      );
      expect(await findViewer(token)).not.toBeNull();
    },
  );

  it("ends all sessions including this one, and leads to the welcome page", async () => {
    const other = await portal.signIn(viewer);
    const stranger = await portal.signIn(await portal.addCustomer());
    const response = await post(endSessions, { session: "all" });
    expect(readTarget(response)).toBe("/");
    expect(response.headers.get("set-cookie")).toContain("larder.session=; Path=/; Max-Age=0");
    expect([await findViewer(token), await findViewer(other)]).toEqual([null, null]);
    expect(await findViewer(stranger)).not.toBeNull();
  });
});

describe("a new address", () => {
  const deriveLastCode = async () =>
    deriveCode((await findLastCode())?.id ?? "", testSettings.NEXTAUTH_SECRET ?? "");

  it("is changed with a mailed code", async () => {
    const response = await post(sendCode, { email: " New@example.com " });
    expect(readTarget(response)).toBe("/account/email/code");
    expect(response.headers.get("set-cookie")).toContain(`larder.browser=${browser}`);
    expect(await findLastCode()).toMatchObject({
      purpose: "change-email",
      email: "New@example.com",
      customerId: viewer.id,
      browserHash: hashToken(browser),
      language: "en-US",
    });
    expect(readTarget(await post(verifyCode, { code: "00000000" }))).toBe(
      "/account/email/code?problem=wrong",
    );
    expect(await readProfile()).toMatchObject({ email: "emily@example.com" });
    await ageSessions(15);
    expect(readTarget(await post(verifyCode, { code: await deriveLastCode() }))).toBe("/account?done=email");
    expect(await readProfile()).toMatchObject({ email: "New@example.com" });
  });

  it.each([
    ["", "address"],
    ["a@b", "address"],
    ['"a"@example.com', "address"],
    ["a@b@example.com", "address"],
    ["ａ@example.com", "address"],
    [`${"x".repeat(250)}@example.com`, "address"],
    ["emily@example.com", "same"],
  ])("refuses %j without sending a code: %s", async (email, problem) => {
    expect(readTarget(await post(sendCode, { email }))).toBe(`/account/email?problem=${problem}`);
    expect(await findLastCode()).toBeUndefined();
  });

  it("is reported as taken only after the correct code", async () => {
    await portal.addCustomer({ email: "taken@example.com" });
    expect(readTarget(await post(sendCode, { email: "taken@example.com" }))).toBe("/account/email/code");
    expect(readTarget(await post(verifyCode, { code: "00000000" }))).toBe(
      "/account/email/code?problem=wrong",
    );
    expect(readTarget(await post(verifyCode, { code: await deriveLastCode() }))).toBe(
      "/account/email?problem=taken",
    );
    expect(await readProfile()).toMatchObject({ email: "emily@example.com" });
  });

  it("is mailed five codes an hour at most", async () => {
    for (const _ of [1, 2, 3, 4, 5]) await post(sendCode, { email: "new@example.com" });
    const before = await findLastCode();
    expect(readTarget(await post(sendCode, { email: "NEW@example.com" }))).toBe(
      "/account/email?problem=limit&minutes=60",
    );
    expect(await findLastCode()).toEqual(before);
  });

  it("can't be claimed with another customer's code from the same browser", async () => {
    await post(sendCode, { email: "new@example.com" });
    const other = await portal.signIn(await portal.addCustomer());
    expect(readTarget(await post(verifyCode, { code: await deriveLastCode() }, other))).toBe(
      "/account/email/code?problem=over",
    );
    expect(await portal.db.$count(customers, eq(customers.email, "new@example.com"))).toBe(0);
  });

  it("needs a fresh sign-in", async () => {
    await ageSessions(11);
    expect(readTarget(await post(sendCode, { email: "new@example.com" }))).toBe(
      "/sign-in?fresh=1&callbackUrl=%2Faccount%2Femail",
    );
    expect(await findLastCode()).toBeUndefined();
  });
});

describe("the data download", () => {
  const get = (cookie: string | null) =>
    download(createRequest("/account/data", { "larder.session": cookie }), { params: Promise.resolve({}) });

  it("contains the viewer's own data and isn't cached", async () => {
    const response = await get(token);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="account-\d{4}-\d\d-\d\d\.json"$/),
      "cache-control": "private, no-store",
    });
    expect(await response.json()).toMatchObject({ profile: { id: viewer.id, email: "emily@example.com" } });
  });

  it("needs a fresh sign-in, which leads back to the page with the button", async () => {
    await ageSessions(11);
    expect(readTarget(await get(token))).toBe("/sign-in?fresh=1&callbackUrl=%2Faccount%3Fdone%3Dfresh");
  });

  it("is refused to everyone else", async () => {
    expect(readTarget(await get(null))).toBe("/sign-in?callbackUrl=%2Faccount%2Fdata");
    expect((await get(await portal.signIn(await portal.addStaff()))).status).toBe(404);
  });
});

describe("deletion", () => {
  it.each(["delete", " DELETE ", "Ｄｅｌｅｔｅ"])(
    "accepts the word %j and clears this browser's cookies",
    async (word) => {
      const response = await post(confirmDeletion, { word });
      expect(readTarget(response)).toBe("/account/deleted");
      // The goodbye page keeps the language of the deleted profile.
      expect(response.headers.getSetCookie()).toEqual([
        ...["session", "browser", "language"].map(
          (name) => `larder.${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=lax`,
        ),
        "larder.language=en-US; Path=/; Max-Age=34560000; HttpOnly; SameSite=lax",
      ]);
      expect(await readProfile()).toBeUndefined();
    },
  );

  it.each(["", "deleted", "yes", "löschen", "削除"])("does nothing for the word %j", async (word) => {
    const response = await post(confirmDeletion, { word });
    expect(readTarget(response)).toBe("/account/delete?word=wrong");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await readProfile()).toBeDefined();
  });

  it("needs a fresh sign-in", async () => {
    await ageSessions(11);
    expect(readTarget(await post(confirmDeletion, { word: "delete" }))).toBe(
      "/sign-in?fresh=1&callbackUrl=%2Faccount%2Fdelete",
    );
    expect(await readProfile()).toBeDefined();
  });
});
