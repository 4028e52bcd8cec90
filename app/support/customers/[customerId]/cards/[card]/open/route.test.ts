import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import { hashToken } from "@/lib/auth";
import { launches, staffLaunches } from "@/lib/db";
import { openLaunch } from "@/lib/launches";
import type { Id } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { POST } from "./route";

let portal: TestStage;
let token: string;
let hana: Customer;
let kitchen: Id;
let page: string;

beforeAll(async () => {
  portal = await createTestStage();
  token = await portal.signIn(await portal.addStaff());
  hana = await portal.addCustomer({ country: "GB" });
  kitchen = await portal.addDevice(hana);
  page = `/support/customers/${hana.id}/cards/supplies`;
});
afterAll(() => portal.stop());
beforeEach(() => portal.db.delete(staffLaunches));

const browser = "1".repeat(43);
const origin = "http://localhost:3000";

type Pressing = {
  session?: string | null;
  customerId?: string;
  card?: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  method?: string;
  browser?: string | null;
};
async function press(given: Pressing = {}) {
  const { customerId = hana.id, card = "supplies", headers = { origin }, method = "POST" } = given;
  const body = new URLSearchParams({ device: kitchen, reason: "Ticket 4711", ...given.fields });
  const cookies = {
    "larder.session": given.session === undefined ? token : given.session,
    "larder.browser": given.browser === undefined ? browser : given.browser,
  };
  const path = `/support/customers/${encodeURIComponent(customerId)}/cards/${encodeURIComponent(card)}/open`;
  const init = method === "HEAD" ? { method, headers } : { method, headers, body };
  const response = await POST(createRequest(path, cookies, init), {
    params: Promise.resolve({ customerId, card }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    to: response.headers.get("location")?.replace(origin, ""),
    text,
    onwards: text.match(/<meta http-equiv="refresh" content="0; url=(.*?)">/)?.[1]?.replaceAll("&#38;", "&"),
  };
}
const listRows = () => portal.db.select().from(staffLaunches);
const listEvents = async () => (await portal.owner.query("select * from audit_events order by id")).rows;

async function expectNothing(pressing: Pressing) {
  const before = await listEvents();
  const answer = await press(pressing);
  expect(answer.onwards).toBeUndefined();
  expect(answer.text).not.toContain("drs-web");
  expect(await listRows()).toEqual([]);
  expect(await listEvents()).toEqual(before);
  return answer;
}

it.each(["support", "admin"] as const)("opens Amazon's page for %s", async (role) => {
  const session = await portal.signIn(await portal.addStaff(role));
  const { status, headers, onwards, text } = await press({ session });
  const own = await openLaunch(
    await portal.openSession(hana),
    { deviceId: kitchen, card: "supplies", channel: "website", browserHash: hashToken("own") },
    readLaunchSettings(),
  );
  expect(status).toBe(200);
  expect(own).toEqual({ ok: true, value: { url: onwards } });
  expect(text).toContain(`<a href="${onwards?.replaceAll("&", "&#38;")}">Open it now</a>`);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("set-cookie")).toMatch(
    new RegExp(`^larder\\.browser=${browser}; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Lax$`, "i"),
  );
  expect(await listRows()).toMatchObject([{ customerId: hana.id, browserHash: hashToken(browser) }]);
});

it("sets a cookie for a browser without one", async () => {
  const cookie = (await press({ browser: null })).headers
    .get("set-cookie")
    ?.match(/browser=([\w-]{43});/)?.[1];
  expect(await listRows()).toMatchObject([{ browserHash: hashToken(cookie ?? "") }]);
});

it.each([
  ["reason-empty", " \u3000 "],
  ["reason-long", "secret".repeat(40)],
  ["reason-characters", "secret\nsecret"],
])("asks again for %s, and keeps the reason out of the URL", async (problem, reason) => {
  const { status, to, headers } = await expectNothing({ fields: { reason } });
  expect({ status, to }).toEqual({ status: 303, to: `${page}?device=${kitchen}&problem=${problem}#open` });
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

it("asks again for a card of the whole account", async () => {
  const { to } = await expectNothing({ card: "all-devices", fields: { device: "", reason: "" } });
  expect(to).toBe(`/support/customers/${hana.id}/cards/all-devices?problem=reason-empty#open`);
});

it("opens a card of the whole account", async () => {
  expect((await press({ card: "all-devices", fields: { device: "" } })).onwards).toContain("drs-web");
  expect(await listRows()).toMatchObject([{ deviceId: null, card: "all-devices" }]);
});

it.each([
  ["gone", "00000000-0000-4000-8000-000000000000"],
  ["malformed", "//evil.example/\0"],
])("leads to the page that reports a missing customer: %s", async (_, customerId) => {
  const { status, to } = await expectNothing({ customerId });
  expect({ status, to }).toEqual({
    status: 303,
    to: expect.stringMatching(
      `^/support/customers/${encodeURIComponent(customerId)}/cards/supplies\\?device=[0-9a-f-]{36}$`,
    ),
  });
});

it.each<[string, Pressing]>([
  ["a card", { card: "nothing" }],
  ["a device", { fields: { device: "00000000-0000-4000-8000-000000000000" } }],
  ["a device's id", { fields: { device: "x".repeat(100_000) } }],
])("finds nothing for an unknown id: %s", async (_, pressing) =>
  expect(await expectNothing(pressing)).toMatchObject({ status: 404 }),
);

it("does not exist for customers, not even its owner", async () =>
  expect(await expectNothing({ session: await portal.signIn(hana) })).toMatchObject({ status: 404 }));

it.each([
  [
    "the page with the form",
    "/support/customers/a/cards/b?device=c",
    "/support/customers/a/cards/b?device=c",
  ],
  ["the default page", null, "/devices"],
])("requires sign-in, and then leads to %s", async (_, from, to) => {
  const headers = { origin, ...(from && { referer: origin + from }) };
  const answer = await expectNothing({ session: null, headers });
  expect(answer).toMatchObject({ status: 303, to: `/sign-in?callbackUrl=${encodeURIComponent(to)}` });
});

it.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
])("refuses a form from another site: %j", async (headers) =>
  expect(await expectNothing({ headers })).toMatchObject({ status: 403 }),
);

it.each<Pressing>([
  ...prefetchHeaders.map(([name, value]) => ({ headers: { origin, [name]: value } })),
  { method: "HEAD" },
])("opens nothing for %j", async (pressing) =>
  expect((await expectNothing(pressing)).status).toBe("method" in pressing ? 200 : 503),
);

it("opens nothing if that can't be recorded, and says why", async () => {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await portal.owner.query("revoke insert on audit_notes from larder_app");
  try {
    const { status, text } = await expectNothing({});
    expect(status).toBe(503);
    expect(text).toContain("We couldn’t record this");
  } finally {
    await portal.owner.query("grant insert on audit_notes to larder_app");
    printed.mockRestore();
  }
});

it("leaves the customer's session and open launches in the same browser alone", async () => {
  const session = await portal.openSession(hana);
  const request = {
    deviceId: kitchen,
    card: "supplies",
    channel: "website",
    browserHash: hashToken(browser),
  } as const;
  await openLaunch(session, request, readLaunchSettings());
  const readCustomerSide = async () => [
    await portal.db.select().from(launches),
    (await portal.owner.query("select * from sessions where customer_id is not null")).rows,
    (await portal.owner.query("select * from customers")).rows,
    (await portal.owner.query("select * from devices")).rows,
  ];
  const before = await readCustomerSide();
  expect((await press()).status).toBe(200);
  expect(await readCustomerSide()).toEqual(before);
});
