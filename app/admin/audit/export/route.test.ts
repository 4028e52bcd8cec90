import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Staff } from "@/lib/viewer";
import { createRequest, createTestStage, prefetchHeaders, type TestStage } from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let admin: Staff;
/** Connects as the superuser, who can see other users' queries. */
let watcher: Client;
const tokens: Record<string, string | null> = { visitor: null };
beforeAll(async () => {
  portal = await createTestStage();
  watcher = new Client({ connectionString: portal.database.adminUrl });
  await watcher.connect();
  const [support, customer] = [await portal.addStaff(), await portal.addCustomer({ name: "Canary" })];
  admin = await portal.addStaff("admin");
  tokens.admin = await portal.signIn(admin);
  tokens.support = await portal.signIn(support);
  tokens.customer = await portal.signIn(customer);
  await portal.owner.query(
    `insert into audit_events (at, event, actor_kind, actor_id, role, customer_ids)
     select '2026-10-01T12:00:00Z'::timestamptz - n * interval '1 second', 'customer.viewed', 'staff', $1, 'support', array[$2::uuid]
     from generate_series(1, 3500) n`,
    [support.id, customer.id],
  );
});
afterAll(async () => {
  await watcher.end();
  await portal.stop();
});

const listExports = async () =>
  (await portal.owner.query("select details from audit_events where event = 'audit.exported'")).rows;
let before: number;
beforeEach(async () => {
  before = (await listExports()).length;
});

const get = (query = "", who = "admin", options: Parameters<typeof createRequest>[2] = {}) =>
  GET(createRequest(`/admin/audit/export${query}`, { "larder.session": tokens[who] ?? null }, options), {
    params: Promise.resolve({}),
  });

it("downloads everything that matches the filter", async () => {
  const readDate = () => new Date().toISOString().slice(0, 10);
  const days = [readDate()];
  const response = await get("?event=customer.viewed&from=2026-10-01");
  expect(response.status).toBe(200);
  days.push(readDate());
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "private, no-store",
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": expect.stringMatching(`^attachment; filename="audit-(${days.join("|")})\\.csv"$`),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.toString().split("\r\n");
  expect(lines).toHaveLength(3502);
  expect(lines[0]).toMatch(/^\ufeff"id","at","event","actor_kind"/);
  expect(lines[1]).toMatch(
    /^"\d+","2026-10-01T11:59:59\.000Z","customer\.viewed",.*"Sam","support",.*"Canary"/,
  );
  expect(lines.at(-1)).toBe("");
  expect((await listExports()).slice(before)).toEqual([
    { details: { filter: { event: "customer.viewed", from: "2026-10-01" } } },
  ]);
});

it.each(["support", "customer", "visitor"])("does not exist for %s", async (who) => {
  const response = await get("", who);
  expect(response.status).toBe(who === "visitor" ? 303 : 404);
  expect(await response.text()).not.toContain("Canary");
  expect(await listExports()).toHaveLength(before);
});

it("keeps its filter through sign-in", async () => {
  const to = encodeURIComponent("/admin/audit/export?event=link.shown");
  expect((await get("?event=link.shown", "visitor")).headers.get("location")).toMatch(new RegExp(`${to}$`));
});

it("redirects to the page, which explains an invalid filter", async () => {
  const response = await get("?from=12%2F2026&customer=nobody");
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(
    "http://localhost:3000/admin/audit?from=12%2F2026&customer=nobody",
  );
  expect(await listExports()).toHaveLength(before);
});

it("redirects to the page, which explains that the customer can no longer be read, and not to everybody's events", async () => {
  const response = await get("?event=customer.viewed&customer=sealed.of-another-session");
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    "http://localhost:3000/admin/audit?event=customer.viewed&customer=sealed.of-another-session",
  ]);
  expect(await listExports()).toHaveLength(before);
});

it.each(prefetchHeaders)("exports nothing for a prefetch: %s %s", async (name, value) => {
  expect((await get("", "admin", { headers: { [name]: value } })).status).toBe(503);
  expect(await listExports()).toHaveLength(before);
});

it("exports nothing for HEAD", async () => {
  expect((await get("", "admin", { method: "HEAD" })).status).toBe(200);
  expect(await listExports()).toHaveLength(before);
});

it("exports nothing if that can't be recorded, and says why", async () => {
  await portal.owner.query("revoke insert on audit_events from larder_app");
  const response = await get();
  await portal.owner.query("grant insert on audit_events to larder_app");
  expect(response.status).toBe(503);
  const page = await response.text();
  expect(page).toContain("We couldn");
  expect(page).not.toContain("Canary");
});

it("queries only as far as the client reads, and leaves no query open meanwhile", async () => {
  const readActivity = async () => {
    const { rows } = await watcher.query<{ last: string; open: number }>(
      `select max(query_start) filter (where query like '%with found%')::text as last,
         count(*) filter (where state <> 'idle')::int as open
       from pg_stat_activity where datname = current_database() and application_name like 'larder%'`,
    );
    return rows[0];
  };
  const reader = (await get()).body?.getReader();
  await reader?.read();
  const first = await readActivity();
  await reader?.read();
  // The first batch was read before the response started.
  expect(await readActivity()).toEqual({ last: first?.last, open: 0 });
  await reader?.read();
  const second = await readActivity();
  expect(second?.last).not.toBe(first?.last);
  await reader?.cancel();
  expect(await readActivity()).toEqual(second);
});

it("aborts the response if the database fails midway", async () => {
  const reader = (await get()).body?.getReader();
  await reader?.read();
  await reader?.read();
  await portal.owner.query("revoke select on audit_events from larder_app");
  try {
    await expect(reader?.read()).rejects.toThrow();
  } finally {
    await portal.owner.query("grant select on audit_events to larder_app");
  }
});
