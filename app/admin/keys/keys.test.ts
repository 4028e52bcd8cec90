// Tests the handlers that make and revoke keys.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findClient, listKeys } from "@/lib/api-keys";
import type { Staff } from "@/lib/viewer";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { POST as revoke } from "./[keyId]/revocation/route";
import { POST as create } from "./create/route";

let portal: TestStage;
let ada: Staff;
let tokens: Record<"ada" | "sam" | "customer", string>;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  tokens = {
    ada: await portal.signIn(ada),
    sam: await portal.signIn(await portal.addStaff("support")),
    customer: await portal.signIn(await portal.addCustomer()),
  };
});
afterAll(() => portal.stop());
beforeEach(() => portal.owner.query("truncate api_keys"));

const home = "http://localhost:3000";
type Fields = Record<string, string>;
const buildRequest = (path: string, token: string | null, fields: Fields, origin = home) =>
  createRequest(
    path,
    { "larder.session": token, "larder.language": "en-US" },
    {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams(fields),
    },
  );

const shop = { purpose: "shop", name: "Web shop", days: "90" };
const postKey = (fields: Fields = {}, token: string | null = tokens.ada, origin?: string) => {
  const form = { id: crypto.randomUUID(), ...shop, ...fields };
  return create(buildRequest("/admin/keys/create", token, form, origin), { params: Promise.resolve({}) });
};
const postRevocation = (keyId: string, token: string | null = tokens.ada, origin?: string) =>
  revoke(buildRequest(`/admin/keys/${encodeURIComponent(keyId)}/revocation`, token, {}, origin), {
    params: Promise.resolve({ keyId }),
  });

const readKey = async (response: Response) => (await response.text()).match(/lk_[0-9a-z]{39}/)?.[0] ?? "";
const getOnly = async () => (await listKeys(ada))[0] ?? expect.unreachable("there is no key");

it("makes a key and shows it once, in the answer alone", async () => {
  const response = await postKey({ name: "Shop <b>“1”</b> & more" });
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  expect([...response.headers.keys()].sort()).toEqual([
    ...["cache-control", "content-security-policy", "content-type", "referrer-policy"],
  ]);
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  const page = await response.text();
  expect(page).toContain("Shop &#60;b&#62;“1”&#60;/b&#62; &#38; more");
  const [key = "", ...more] = page.match(/lk_[0-9a-z]{39}/g) ?? [];
  expect(more).toEqual([]);
  const found = await findClient(key, null);
  expect(found?.client.scopes).toEqual(["customers:write", "devices:write", "catalogue:read", "links:read"]);
  expect(await getOnly()).toMatchObject({ createdBy: "Sam", hint: key.slice(0, 7) });
});

it("makes and shows no second key when the form is sent again", async () => {
  const id = crypto.randomUUID();
  const key = await readKey(await postKey({ id }));
  const response = await postKey({ id });
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `${home}/admin/keys?done=exists`,
  ]);
  expect(await listKeys(ada)).toHaveLength(1);
  expect(await findClient(key, null)).not.toBeNull();
});

it.each([
  [{ purpose: "" }, "purpose-unknown"],
  [{ purpose: "constructor" }, "purpose-unknown"],
  [{ name: " " }, "empty"],
  [{ name: "x".repeat(61) }, "long"],
  [{ name: "a\u202eb" }, "characters"],
  [{ days: "36500" }, "malformed"],
  [{ days: "" }, "malformed"],
])("returns to the form with %j, keeping what was typed", async (fields: Fields, problem) => {
  const response = await postKey(fields);
  const { pathname, searchParams } = new URL(response.headers.get("location") ?? "");
  expect([response.status, pathname]).toEqual([303, "/admin/keys/new"]);
  expect(Object.fromEntries(searchParams)).toEqual({ ...shop, ...fields, problem });
  expect(await listKeys(ada)).toEqual([]);
});

it.each(["", "x", "\0"])("returns to the form with the id %j", async (id) => {
  expect((await postKey({ id })).headers.get("location")).toMatch(/\/admin\/keys\/new\?purpose=shop&/);
  expect(await listKeys(ada)).toEqual([]);
});

it("revokes a key, and confirms it again", async () => {
  const key = await readKey(await postKey());
  const { id } = await getOnly();
  for (const _ of ["first", "again"]) {
    const response = await postRevocation(id);
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      `${home}/admin/keys?done=revoked`,
    ]);
    expect(await findClient(key, null)).toBeNull();
  }
});

it.each(["", "x", "\0", crypto.randomUUID()])("finds no key %j to revoke", async (id) => {
  expect((await postRevocation(id)).status).toBe(404);
});

it.each(["sam", "customer"] as const)("does not exist for %s", async (who) => {
  const key = await readKey(await postKey());
  expect((await postKey({}, tokens[who])).status).toBe(404);
  expect((await postRevocation((await getOnly()).id, tokens[who])).status).toBe(404);
  expect(await listKeys(ada)).toHaveLength(1);
  expect(await findClient(key, null)).not.toBeNull();
});

it.each([
  ["asks the signed-out to sign in", null, undefined, 303],
  ["refuses a form from another site", "ada", "https://evil.example", 403],
] as const)("%s", async (_, who, origin, status) => {
  const key = await readKey(await postKey());
  const token = who && tokens[who];
  expect((await postKey({}, token, origin)).status).toBe(status);
  expect((await postRevocation((await getOnly()).id, token, origin)).status).toBe(status);
  expect(await listKeys(ada)).toHaveLength(1);
  expect(await findClient(key, null)).not.toBeNull();
});

it("makes and revokes nothing that can't be recorded", async () => {
  const key = await readKey(await postKey());
  const { id } = await getOnly();
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    for (const response of [await postKey(), await postRevocation(id)]) {
      expect([response.status, await readKey(response)]).toEqual([503, ""]);
    }
    expect(printed.mock.calls.join("")).not.toContain("lk_");
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
    printed.mockRestore();
  }
  expect(await listKeys(ada)).toHaveLength(1);
  expect(await findClient(key, null)).not.toBeNull();
});
