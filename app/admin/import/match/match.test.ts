import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imports } from "@/lib/db";
import { matchResults } from "@/lib/import";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { readFault, readReport, type ShownMatches, writeFault, writeReport } from "./address";
import { POST } from "./report/route";

let portal: TestStage;
let cookie: string;
beforeAll(async () => {
  portal = await createTestStage();
  await portal.addCustomer({ externalId: "1" });
  cookie = await portal.signIn(await portal.addStaff("admin"));
});
afterAll(() => portal.stop());

async function send(content: string | null, token = cookie) {
  const form = new FormData();
  if (content !== null) form.append("file", new File([content], "people.csv"));
  const sent = { method: "POST", headers: { origin: "http://localhost:3000" }, body: form };
  const request = createRequest("/admin/import/match/report", { "larder.session": token }, sent);
  const response = await POST(request, { params: Promise.resolve({}) });
  const location = response.headers.get("location");
  return { status: response.status, query: location && Object.fromEntries(new URL(location).searchParams) };
}

it("answers with counts and lines, and keeps nothing", async () => {
  expect(await send("sub,email\n1,\n9,x@example.com\n8,\n")).toEqual({
    status: 303,
    query: { rows: "3", number: "1:2", unknown: "2:3.4" },
  });
  expect(await portal.db.$count(imports)).toBe(0);
});

it("records that somebody looked for people, but not who they are", async () => {
  await send("sub,email\n1,\n9,x@example.com\n");
  const { rows } = await portal.owner.query(
    "select event, actor_kind, customer_ids, details from audit_events order by id desc limit 1",
  );
  const event = { event: "customers.searched", actor_kind: "staff" };
  expect(rows).toEqual([{ ...event, customer_ids: [], details: { people: 2 } }]);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  expect(await send("sub\n1\n")).toEqual({ status: 503, query: null });
  await portal.owner.query("grant insert on audit_events to larder_app");
});

it.each<[what: string, content: string | null, query: object]>([
  ["no file", null, { problem: "file-missing" }],
  ["an empty file", "", { fault: "empty" }],
  ["unknown columns", "a,b\n1,2\n", { fault: "columns-unknown" }],
  ["an open quote", 'sub,email\n"1,2\n', { fault: "quote-open", line: "2" }],
])("says what is wrong with %s", async (_, content, query) => {
  expect(await send(content)).toEqual({ status: 303, query });
});

it("is for administrators", async () => {
  expect((await send("sub\n1\n", await portal.signIn(await portal.addStaff("support")))).status).toBe(404);
});

it("reads what it wrote, and survives anything else", () => {
  const matches = fc.record({
    count: fc.integer({ min: 1, max: 999_999_999 }),
    lines: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { maxLength: 10 }),
  });
  const report = fc.record({
    rows: fc.integer({ min: 0, max: 999_999_999 }),
    outcomes: fc.record(Object.fromEntries(matchResults.map((result) => [result, matches]))),
  });
  fc.assert(
    fc.property(report, (given) => {
      expect(readReport(writeReport(given as ShownMatches))).toEqual(given);
    }),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("rows", "fault", "line", "encoding", ...matchResults), fc.string()),
      (given) => {
        readReport(given);
        readFault(given);
      },
    ),
  );
  expect(readFault(writeFault({ code: "encoding-broken", line: 7, encoding: "utf-8" }))).toEqual({
    ...{ code: "encoding-broken", line: 7, encoding: "utf-8" },
  });
});
