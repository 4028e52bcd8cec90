import { afterAll, afterEach, beforeAll, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { findViewer, hashToken } from "@/lib/auth";
import type { Staff } from "@/lib/viewer";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { POST } from "./route";

let portal: TestStage;
let ada: Staff;
let sam: Staff;
let tokens: { ada: string; sam: string; customer: string };
let printed: MockInstance<typeof process.stdout.write>;
beforeAll(async () => {
  portal = await createTestStage();
  [ada, sam] = [await portal.addStaff("admin"), await portal.addStaff("support")];
});
afterAll(() => portal.stop());
beforeEach(async () => {
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const customer = await portal.addCustomer();
  tokens = {
    ada: await portal.signIn(ada, "id-token"),
    sam: await portal.signIn(sam),
    customer: await portal.signIn(customer),
  };
});
afterEach(() => printed.mockRestore());

const home = "http://localhost:3000";
const post = (
  token: string | null,
  staff: string | null,
  headers: Record<string, string> = { origin: home },
) => {
  const body = new URLSearchParams(staff === null ? {} : { staff });
  const request = createRequest(
    "/admin/staff/sessions",
    { "larder.session": token },
    { method: "POST", headers, body },
  );
  return POST(request, { params: Promise.resolve({}) });
};

it("ends another staff member's sessions and confirms it", async () => {
  const response = await post(tokens.ada, sam.id);
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `${home}/admin/staff?done=ended`,
  ]);
  expect(await findViewer(tokens.sam)).toBeNull();
  expect(await findViewer(tokens.ada)).not.toBeNull();
});

it("signs out viewers who end their own, here and at a provider that responds", async () => {
  const response = await post(tokens.ada, ada.id);
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `${home}/sign-in?error=sign-out`,
  ]);
  expect(response.headers.get("set-cookie")).toMatch(/^larder\.session=; .*Max-Age=0/);
  expect(await findViewer(tokens.ada)).toBeNull();
});

it.each([
  ["a customer", "customer", '<a href="/devices">Your devices</a>'],
  ["support", "sam", '<a href="/support">Find a customer</a>'],
] as const)("does not exist for %s, and links to their own start page", async (_, who, link) => {
  const response = await post(tokens[who], sam.id);
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining(link)]);
  expect(await findViewer(tokens.sam)).not.toBeNull();
});

it("requires sign-in", async () => {
  const response = await post(null, sam.id);
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    expect.stringContaining(`${home}/sign-in?`),
  ]);
  expect(await findViewer(tokens.sam)).not.toBeNull();
});

it.each([
  ["idle for 31 minutes", "seen_at = now() - interval '31 minutes'"],
  ["older than 8 hours, even if active", "expires_at = expires_at - interval '8 hours'"],
])("ignores an administrator's session that is %s", async (_, change) => {
  await portal.owner.query(`update sessions set ${change} where token_hash = $1`, [hashToken(tokens.ada)]);
  const response = await post(tokens.ada, sam.id);
  expect(response.headers.get("location")).toContain(`${home}/sign-in?`);
  expect(await findViewer(tokens.sam)).not.toBeNull();
});

it.each([null, "", "x", "\u0000", crypto.randomUUID()])("finds no staff member %j", async (staff) => {
  expect((await post(tokens.ada, staff)).status).toBe(404);
});

it("refuses a form from another site", async () => {
  expect((await post(tokens.ada, sam.id, { origin: "https://evil.example" })).status).toBe(403);
  expect(await findViewer(tokens.sam)).not.toBeNull();
});

it("ends nothing if that can't be recorded, and shows a reference", async () => {
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    const response = await post(tokens.ada, sam.id);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(
      /couldn’t record this.*Reference: [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/s,
    );
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
  expect(await findViewer(tokens.sam)).not.toBeNull();
});
