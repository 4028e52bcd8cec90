import { afterAll, beforeAll, expect, it } from "vitest";
import { deviceReports, slots } from "@/lib/db";
import { createRequest, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { GET } from "./silent/route";

let portal: TestStage;
const tokens: Record<string, string | null> = { visitor: null };
beforeAll(async () => {
  portal = await createTestStage();
  await portal.db.update(slots).set({ sensor: "level" });
  const emily = await portal.addCustomer({ externalId: "=HYPERLINK(1)" });
  tokens.admin = await portal.signIn(await portal.addStaff("admin"));
  tokens.support = await portal.signIn(await portal.addStaff());
  tokens.customer = await portal.signIn(emily);
  const add = async (modelId: string, serial: string, at: string) =>
    portal.db
      .insert(deviceReports)
      .values({ deviceId: await portal.addDevice(emily, modelId, { serial }), at: new Date(at) });
  await add(modelIds.printer, 'SN "1"', "2026-01-02T03:04:05.678Z");
  await add(modelIds.coffee, "+49", "2026-01-01T00:00:00Z");
});
afterAll(() => portal.stop());

const get = (query = "", who = "admin") =>
  GET(createRequest(`/admin/devices/silent${query}`, { "larder.session": tokens[who] ?? null }), {
    params: Promise.resolve({}),
  });

const head = '\ufeff"model","serial","customer_number","reported_at"\r\n';
const printer = `"RX-100","SN ""1""","'=HYPERLINK(1)","2026-01-02T03:04:05.678Z"\r\n`;
const coffee = `"CM-2","'+49","'=HYPERLINK(1)","2026-01-01T00:00:00.000Z"\r\n`;
const readText = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString();

it("downloads silent devices, the longest silent first, without what a spreadsheet would run", async () => {
  const response = await get();
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="silent-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(await readText(response)).toBe(head + coffee + printer);
});

it.each([
  ["one model", "?model=RX-100", head + printer],
  ["the first of several", "?model=CM-2&model=RX-100", head + coffee],
  ["all, for an empty one", "?model=", head + coffee + printer],
  ["none of an unknown one", "?model=rx-100", head],
  ["none of odd characters", "?model=%00%ff%27%22%F0%9F%98%80%ED%A0%80", head],
  ["none of one that is long", `?model=${"x".repeat(10_000)}`, head],
])("lists %s", async (_what, query, text) => {
  const response = await get(query);
  expect([response.status, await readText(response)]).toEqual([200, text]);
});

it.each(["support", "customer", "visitor"])("does not exist for %s", async (who) => {
  const response = await get("", who);
  expect(response.status).toBe(who === "visitor" ? 303 : 404);
  expect(await response.text()).not.toContain("RX-100");
});

it("says so on a page if the database fails at first", async () => {
  await portal.owner.query("revoke select on device_reports from larder_app");
  const response = await get();
  await portal.owner.query("grant select on device_reports to larder_app");
  expect([response.status, response.headers.get("content-disposition")]).toEqual([503, null]);
});
