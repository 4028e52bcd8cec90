import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findViewer } from "@/lib/auth/sessions/sessions";
import { captureSecurity } from "@/tests/capture-security";
import { createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

const issuer = "https://login.example.com";
const settings = { OIDC_ISSUER: `${issuer}/realms/shop`, OIDC_FORM_ORIGINS: "https://sso.example.com" };

let portal: TestStage;
let tokens: Record<"here" | "elsewhere" | "byCode", string>;

beforeAll(async () => {
  portal = await createTestStage(settings);
});
afterAll(() => portal.stop());
beforeEach(async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await portal.owner.query("delete from sessions");
  const emily = await portal.addCustomer();
  tokens = {
    here: await portal.signIn(emily, "an ID token", "sid-1"),
    elsewhere: await portal.signIn(emily, "another ID token", "sid-2"),
    byCode: await portal.signIn(emily, null, "sid-4"),
  };
});
afterEach(() => vi.restoreAllMocks());

const open = (query: string, headers: Record<string, string> = {}) =>
  GET(createRequest(`/api/auth/front-channel-logout?${query}`, {}, { headers }), {
    params: Promise.resolve({}),
  });
const write = (iss: string, sid: string) => new URLSearchParams({ iss, sid }).toString();
const listLeft = async () => {
  const left = [];
  for (const [name, token] of Object.entries(tokens)) if (await findViewer(token)) left.push(name);
  return left;
};
const all = ["here", "elsewhere", "byCode"];

it.each([settings.OIDC_ISSUER, `${settings.OIDC_ISSUER}/`])(
  "ends the one session of a sid of %s, without a cookie, in the provider's frame only",
  async (iss) => {
    const security = captureSecurity();
    const response = await open(write(iss, "sid-1"), {
      "sec-fetch-dest": "iframe",
      "sec-fetch-site": "cross-site",
    });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "private, no-store",
      "content-type": "text/plain; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ${issuer} https://sso.example.com`,
    });
    expect(await listLeft()).toEqual(["elsewhere", "byCode"]);
    expect(security).toMatchObject([{ event: "front-channel-logout.succeeded", sessions: 1 }]);
  },
);

it("is calm about a sid that nobody has, and a session without an ID token continues", async () => {
  const security = captureSecurity();
  for (const sid of ["sid-3", "SID-1", "%", "' or true --", "花"]) {
    const response = await open(write(settings.OIDC_ISSUER, sid));
    expect([response.status, await response.text()]).toEqual([200, ""]);
  }
  expect((await open(write(settings.OIDC_ISSUER, "sid-4"))).status).toBe(200);
  expect(await listLeft()).toEqual(all);
  expect(security).toEqual([]);
});

it.each([
  ["nothing", ""],
  ["no sid", `iss=${encodeURIComponent(settings.OIDC_ISSUER)}`],
  ["no iss", "sid=sid-1"],
  ["an empty sid", write(settings.OIDC_ISSUER, "")],
  ["another issuer", write("https://evil.example", "sid-1")],
  ["the issuer's origin", write(issuer, "sid-1")],
  ["two sids", `${write(settings.OIDC_ISSUER, "sid-2")}&sid=sid-1`],
  ["two issuers", `${write(settings.OIDC_ISSUER, "sid-1")}&iss=https://evil.example`],
  ["a NUL", write(settings.OIDC_ISSUER, "sid-1\0")],
  ["a line break", write(settings.OIDC_ISSUER, "sid-1\n")],
  ["a long sid", write(settings.OIDC_ISSUER, "x".repeat(256))],
])("refuses %s and says what it takes", async (_, query) => {
  const response = await open(query);
  expect([response.status, response.headers.get("cache-control")]).toEqual([400, "private, no-store"]);
  expect(await response.text()).toBe(
    "/api/auth/front-channel-logout takes one iss, the provider's, and one sid.\n",
  );
  expect(await listLeft()).toEqual(all);
});

it.each(prefetchHeaders)("ends nothing for a prefetch: %s: %s", async (name, value) => {
  expect((await open(write(settings.OIDC_ISSUER, "sid-1"), { [name]: value })).status).toBe(503);
  expect(await listLeft()).toEqual(all);
});
