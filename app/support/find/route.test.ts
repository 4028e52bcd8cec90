import { afterAll, beforeAll, expect, it } from "vitest";
import { findViewer, openText } from "@/lib/auth";
import { getSessionCookieName } from "@/lib/http";
import type { SignedIn } from "@/lib/viewer";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let emily: SignedIn;
beforeAll(async () => {
  portal = await createTestStage();
  emily = await portal.addCustomer({ externalId: "a/b" });
});
afterAll(() => portal.stop());

/** @returns the status, and where the answer leads */
async function open(query: string, viewer: SignedIn | null) {
  const token = viewer && (await portal.signIn(viewer));
  const response = await GET(createRequest(`/support/find?${query}`, { [getSessionCookieName()]: token }), {
    params: Promise.resolve({}),
  });
  return [response.status, response.headers.get("location")?.replace("http://localhost:3000", "")];
}

it.each([
  ["number=a%2Fb&source=crm", "a/b"],
  ["number=unknown", "unknown"],
  [`number=${"x".repeat(900)}`, "x".repeat(320)],
])("leads staff from %j to the search for %j, which the address does not show", async (query, searched) => {
  const sam = await portal.addStaff();
  const token = await portal.signIn(sam);
  const answer = await GET(createRequest(`/support/find?${query}`, { [getSessionCookieName()]: token }), {
    params: Promise.resolve({}),
  });
  const { pathname, searchParams } = new URL(answer.headers.get("location") ?? "");
  const word = searchParams.get("q") ?? "";
  expect([pathname, word]).toEqual(["/support", expect.stringMatching(/^sealed\./)]);
  const viewer = await findViewer(token ?? undefined, new Headers());
  expect(viewer && (await openText(viewer, word))).toBe(searched);
});

it.each([
  ["number=a%2Fb&ticket=4711", "/support/customers/{emily}?ticket=4711"],
  ["number=%20a%2Fb%20", "/support/customers/{emily}"],
  [`number=a%2Fb&ticket=${"x".repeat(900)}`, `/support/customers/{emily}?ticket=${"x".repeat(800)}`],
  ["number=%00", "/support"],
  ["number=", "/support"],
  ["", "/support"],
])("leads staff from %j to %j", async (query, path) =>
  expect(await open(query, await portal.addStaff())).toEqual([303, path.replace("{emily}", emily.id)]),
);

it("says why nobody is found if that can't be recorded", async () => {
  await portal.owner.query("revoke insert on audit_events from larder_app");
  expect(await open("number=a%2Fb", await portal.addStaff())).toEqual([503, undefined]);
  await portal.owner.query("grant insert on audit_events to larder_app");
});

it("is for staff only", async () => {
  expect(await open("number=a%2Fb", null)).toEqual([303, expect.stringMatching(/^\/sign-in\?callbackUrl=/)]);
  expect(await open("number=a%2Fb", emily)).toEqual([404, undefined]);
});
