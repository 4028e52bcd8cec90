import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { integer, pool, rateLimits, statement } from "@/lib/db";
import type { Customer, Staff } from "@/lib/viewer";
import {
  createRequest,
  createTestStage,
  modelIds,
  prefetchHeaders,
  setSettings,
  type TestStage,
} from "@/tests/stage";
import { POST } from "./route";

const mailer = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "devices@example.com" };

let portal: TestStage;
let [sam, ada]: Staff[] = [];
let customer: Customer;
let [printer, coffee] = ["", ""];

beforeAll(async () => {
  portal = await createTestStage(mailer);
  [sam, ada] = [await portal.addStaff(), await portal.addStaff("admin")];
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(rateLimits);
  await portal.owner.query("delete from pgboss.job");
  customer = await portal.addCustomer({ email: "hana@example.com", name: "Hana", externalId: null });
  printer = await portal.addDevice(customer);
  coffee = await portal.addDevice(customer, modelIds.coffee);
});

const origin = "http://localhost:3000";

type Press = {
  by?: Pick<Customer | Staff, "kind" | "id"> | null;
  of?: string;
  device?: string | null;
  vendor?: string;
  card?: string;
  headers?: Record<string, string>;
  post?: typeof POST;
};

async function press({
  by = sam,
  of = customer.id,
  device = printer,
  card = "supplies",
  vendor,
  ...more
}: Press = {}) {
  const session = by ? await portal.signIn(by) : null;
  const path = `/support/customers/${of}/cards/${card}`;
  const body = new URLSearchParams({ ...(device && { device }), ...(vendor && { vendor }) });
  const request = createRequest(
    `${path}/mail`,
    { "larder.session": session },
    { method: "POST", headers: more.headers ?? { origin }, body },
  );
  const params = Promise.resolve({ customerId: of, card });
  const response = await (more.post ?? POST)(request, { params });
  const to = response.headers.get("location")?.replace(origin, "").replace(path, "");
  return { status: response.status, to, text: await response.text() };
}

const listMails = async (): Promise<object[]> =>
  (await portal.owner.query("select data from pgboss.job order by created_on")).rows.map(({ data }) => data);

const listEvents = async (customerId = customer.id) =>
  (
    await portal.owner.query(
      "select event, actor_id, details, network from audit_events left join audit_notes on event_id = id where $1 = any(customer_ids)",
      [customerId],
    )
  ).rows;

const findWaiting = statement(
  "test_waiting",
  { pid: integer },
  "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
);

const listPoints = async () => (await portal.db.select().from(rateLimits)).map((row) => row.points);

it.each<[string, () => string | null, string, () => string]>([
  ["a device's card", () => printer, "supplies", () => `?device=${printer}&done=mailed`],
  ["the account's card", () => null, "all-devices", () => "?done=mailed"],
])("queues and records the mail: %s", async (_, device, card, to) => {
  expect(await press({ device: device(), card })).toMatchObject({ status: 303, to: to() });
  const about = { deviceId: device(), card };
  expect(await listMails()).toEqual([{ kind: "link", staffId: sam?.id, customerId: customer.id, ...about }]);
  expect(await listEvents()).toEqual([
    { event: "link.mailed", actor_id: sam?.id, details: about, network: null },
  ]);
  expect(await listPoints()).toEqual([1]);
});

it.each([
  ["V1", "?vendor=V1&done=mailed"],
  ["X", "?vendor=X&problem=not-found"],
  [undefined, "?problem=not-found"],
  ["y".repeat(9000), `?vendor=${"y".repeat(200)}&problem=not-found`],
])("leads back to the card of one of several vendors: %s", async (vendor, to) => {
  await portal.owner.query(
    "insert into device_models (model_id, name, vendor_code) values ('W-1', 'Washer', 'W') on conflict do nothing",
  );
  await portal.addDevice(customer, "W-1");
  expect(await press({ device: null, card: "all-devices", vendor })).toMatchObject({ status: 303, to });
});

it.each<[string, () => Promise<Press> | Press, string]>([
  ["an unknown card", () => ({ card: "nothing" }), "not-found"],
  ["a card that the device doesn't have", () => ({ card: "parts" }), "not-found"],
  ["a device's card without device", () => ({ device: null }), "not-found"],
  ["the account's card with a device", () => ({ card: "all-devices" }), "not-found"],
  ["a malformed device", () => ({ device: "1' or ''='\0" }), "not-found"],
  [
    "another customer's device",
    async () => ({ device: await portal.addDevice(await portal.addCustomer()) }),
    "not-found",
  ],
  [
    "a removed device",
    async () => ({ device: await portal.addDevice(customer, undefined, { removedAt: new Date() }) }),
    "not-found",
  ],
  [
    "a model that is not offered in the country",
    async () => {
      const of = await portal.addCustomer({ country: "IN", email: "priya@example.com" });
      return { of: of.id, device: await portal.addDevice(of) };
    },
    "not-found",
  ],
  [
    "an unknown country",
    async () => {
      const of = await portal.addCustomer({ country: null, email: "camille@example.com" });
      return { of: of.id, device: await portal.addDevice(of) };
    },
    "not-found",
  ],
  [
    "no address",
    async () => {
      const of = await portal.addCustomer();
      return { of: of.id, device: await portal.addDevice(of) };
    },
    "no-address",
  ],
  ["a customer who is gone", () => ({ of: crypto.randomUUID() }), "not-found"],
  ["a malformed customer", () => ({ of: "malformed" }), "not-found"],
])("sends nothing for %s, and returns to the page with the problem", async (_, given, problem) => {
  const what = await given();
  const answered = await press(what);
  expect(answered.status).toBe(303);
  expect(answered.to).toMatch(new RegExp(`[?&]problem=${problem}$`));
  expect(await listMails()).toEqual([]);
  expect(await listPoints()).toEqual([]);
  if (what.of?.includes("-")) expect(await listEvents(what.of)).toEqual([]);
});

it("sends one mail, one event and one count for repeated presses", async () => {
  for (const answered of await portal.atOnce("pgboss.job", 3, press))
    expect(answered.to).toBe(`?device=${printer}&done=mailed`);
  expect((await press()).to).toBe(`?device=${printer}&done=mailed`);
  expect(await listMails()).toHaveLength(1);
  expect(await listEvents()).toHaveLength(1);
  expect(await listPoints()).toEqual([1]);
});

it("sends another mail after a minute, for another staff member, and after a failed mail", async () => {
  await press();
  await portal.owner.query("update pgboss.job set created_on = created_on - interval '61 seconds'");
  await press();
  await press({ by: ada });
  expect(await listMails()).toHaveLength(3);
  await portal.owner.query("update pgboss.job set state = 'failed'");
  await press();
  expect(await listMails()).toHaveLength(4);
});

it("sends five a day across staff and portal instances", async () => {
  vi.resetModules();
  const { POST: other } = await import("./route");
  const cards = ["supplies", "inventory", "history", "settings"];
  const asked: Press[] = [
    ...cards.map((card, index) => (index % 2 ? { card, by: ada } : { card, post: other })),
    ...[...cards, "enroll"].map((card, index) => ({ card, device: coffee, post: index % 2 ? other : POST })),
  ];
  const answers = await Promise.all(asked.map(press));
  expect(answers.filter(({ to }) => to?.endsWith("done=mailed"))).toHaveLength(5);
  expect(answers.filter(({ to }) => to?.endsWith("problem=limited"))).toHaveLength(4);
  expect(await listMails()).toHaveLength(5);
  expect(await listEvents()).toHaveLength(5);
  const sent = asked[answers.findIndex(({ to }) => to?.endsWith("done=mailed"))];
  expect((await press(sent)).to).toMatch(/done=mailed$/);

  const of = await portal.addCustomer({ email: "other@example.com" });
  const elsewhere = await press({ of: of.id, device: await portal.addDevice(of), post: other });
  expect(elsewhere.to).toMatch(/done=mailed$/);
});

it("sends and counts nothing if that can't be recorded", async () => {
  await portal.owner.query("revoke insert on audit_events from larder_app");
  for (let tries = 0; tries < 6; tries += 1) {
    const { status, text } = await press();
    expect(status).toBe(503);
    expect(text).toContain("We couldn’t record this");
  }
  await portal.owner.query("grant insert on audit_events to larder_app");
  expect(await listMails()).toEqual([]);
  expect(await listPoints()).toEqual([0]);
  expect((await press()).to).toMatch(/done=mailed$/);
});

it("waits for a concurrent deletion, then sends nothing", async () => {
  await portal.owner.query("begin");
  await portal.owner.query("select from customers where id = $1 for update", [customer.id]);
  const pressed = press();
  for (let found = false; !found; ) found = (await findWaiting(pool())).length > 0;
  await portal.owner.query("delete from devices where customer_id = $1", [customer.id]);
  await portal.owner.query("delete from customers where id = $1", [customer.id]);
  await portal.owner.query("commit");
  expect((await pressed).to).toMatch(/problem=not-found$/);
  expect(await listMails()).toEqual([]);
  expect(await listEvents()).toEqual([]);
  expect(await listPoints()).toEqual([0]);
});

it.each<[string, () => Press, number, RegExp]>([
  ["a visitor", () => ({ by: null }), 303, /^\/sign-in\?callbackUrl=/],
  ["the customer", () => ({ by: customer }), 404, /./],
  ["another site", () => ({ headers: { origin: "https://evil.example" } }), 403, /./],
  ...prefetchHeaders.map(([name, value]): [string, () => Press, number, RegExp] => [
    `${name}: ${value}`,
    () => ({ headers: { origin, [name]: value } }),
    503,
    /./,
  ]),
])("does nothing for %s", async (_, given, status, to) => {
  const answered = await press(given());
  expect(answered.status).toBe(status);
  expect(answered.to ?? answered.text).toMatch(to);
  expect(answered.text).not.toContain("hana");
  expect(await listMails()).toEqual([]);
  expect(await listEvents()).toEqual([]);
});

it("does not exist if the portal can't send mail", async () => {
  vi.resetModules();
  setSettings({ DATABASE_URL: portal.database.appUrl });
  const { POST: without } = await import("./route");
  expect((await press({ post: without })).status).toBe(404);
  setSettings({ DATABASE_URL: portal.database.appUrl, ...mailer });
  expect(await listMails()).toEqual([]);
});
