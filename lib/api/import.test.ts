import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteCustomer } from "@/lib/customers";
import { auditEvents, changes, customers, devices, rateLimits, tombstones } from "@/lib/db";
import { removeDevice } from "@/lib/devices";
import { type Id, ownScope } from "@/lib/scope";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";
import { mostLines } from "./import";

let stage: ApiStage;
let portal: ApiStage["portal"];
beforeAll(async () => {
  stage = await createApiStage();
  ({ portal } = stage);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  for (const table of [devices, customers, tombstones, rateLimits]) await portal.db.delete(table);
});

async function send(body: string, more: { key?: string; type?: string } = {}) {
  const headers = { "content-type": more.type ?? "application/x-ndjson" };
  const response = await stage.send("POST", "/import", { headers, body, ...(more.key && { key: more.key }) });
  return { status: response.status, body: await response.json() };
}
const write = (...items: object[]) => items.map((item) => `${JSON.stringify(item)}\n`).join("");
const post = (...items: object[]) => send(write(...items));

const customer = (externalId: string, more: object = {}) => ({ type: "customer", externalId, ...more });
const device = (serial: string, owner: string, more: object = {}) => ({
  ...{ type: "device", modelId: modelIds.printer, serial, owner, ...more },
});
const nothing = { new: 0, changed: 0, unchanged: 0, left: 0 };

it("writes customers and devices, whatever their order, and the second time nothing", async () => {
  const lines = [device("SN-1", "1", { name: "Kitchen" }), customer("1", { name: "Emily" }), customer("2")];
  expect(await post(...lines)).toEqual({
    status: 200,
    body: {
      ...{ customers: { ...nothing, new: 2 }, devices: { ...nothing, new: 1 } },
      ...{ refused: 0, faults: [], warnings: [] },
    },
  });
  const rows = await portal.db.select().from(devices);
  expect(rows).toMatchObject([{ name: "Kitchen", serial: "SN-1", addedBy: "partner" }]);
  const before = [await portal.db.$count(auditEvents), await portal.db.$count(changes)];
  expect((await post(...lines)).body).toMatchObject({
    customers: { ...nothing, unchanged: 2 },
    devices: { ...nothing, unchanged: 1 },
  });
  expect([await portal.db.$count(auditEvents), await portal.db.$count(changes)]).toEqual(before);
});

it("writes all customers before the devices, however many there are", async () => {
  const numbers = Array.from({ length: 600 }, (_, index) => `${index}`);
  const lines = [
    ...numbers.map((number) => device(`SN-${number}`, number)),
    ...numbers.map((number) => customer(number)),
  ];
  expect((await post(...lines)).body).toMatchObject({
    devices: { ...nothing, new: 600 },
    refused: 0,
    faults: [],
  });
});

it("records one event a batch, and a change an object", async () => {
  const before = await portal.db.$count(changes);
  await post(...Array.from({ length: 600 }, (_, index) => customer(`N-${index}`)));
  const { rows } = await portal.owner.query(
    `select details, cardinality(customer_ids) as ids, actor_kind from audit_events
     where event = 'import.written' order by id desc limit 2`,
  );
  expect(rows).toEqual(
    [100, 500].map((ids) => ({
      ...{ ids, actor_kind: "client", details: { customers: ids, devices: 0, removed: 0 } },
    })),
  );
  expect((await portal.db.$count(changes)) - before).toBe(600);
});

it("follows the same rules as single writes", async () => {
  const emily = await portal.addCustomer({
    ...{ externalId: "1", name: "Emily", writtenBy: { name: "customer" } },
  });
  const jonas = await portal.addCustomer({ externalId: "2", email: "jonas@example.com" });
  await portal.addDevice(jonas, modelIds.printer, { serial: "SN-1" });
  const removed = await portal.addDevice(jonas, modelIds.printer, { serial: "SN-2" });
  await removeDevice(ownScope(jonas), removed as Id);
  const gone = await portal.addCustomer({ externalId: "3" });
  await deleteCustomer(ownScope(gone), "customer");

  const { body } = await post(
    customer("1", { name: "Somebody", country: "US", email: "Jonas@example.com" }),
    customer("3"),
    device("SN-1", "1"),
    device("sn1", "2"),
    device("SN-2", "2"),
    device("SN-9", "99"),
    { ...device("SN-3", "1"), modelId: "NONE" },
  );
  expect(body).toEqual({
    customers: { ...nothing, changed: 1, left: 1 },
    devices: { ...nothing, left: 1 },
    refused: 4,
    faults: [
      { line: 3, code: "device-owned", pointer: "/owner", detail: "Another customer has this device" },
      {
        ...{ line: 4, code: "serial-conflict", subject: "SN-1" },
        detail: "The serial number is too like another one: SN-1",
      },
      { line: 6, code: "owner-unknown", pointer: "/owner", detail: "The owner is unknown" },
      { line: 7, code: "model-unknown", detail: "The model is unknown" },
    ],
    warnings: [{ line: 1, code: "address-shared" }],
  });
  const rows = await portal.db.select().from(customers).orderBy(customers.externalId);
  expect(rows[0]).toMatchObject({ id: emily.id, name: "Emily", country: "US" });
});

it("keeps what a line leaves out, and numbers of other sources", async () => {
  const [crm, shop] = [
    { source: "crm", externalId: "K-1" },
    { source: "shop", externalId: "S-1" },
  ];
  await post(customer("1", { name: "Emily", otherIds: [crm] }));
  await post(customer("1", { country: "DE", otherIds: [shop] }));
  const read = await (await stage.send("GET", "/customers/1")).json();
  expect(read).toMatchObject({ name: "Emily", country: "DE", otherIds: [crm, shop] });
  await post(customer("1", { otherIds: [{ ...crm, externalId: "K-2" }] }));
  const again = await (await stage.send("GET", "/customers/1")).json();
  expect(again.otherIds).toEqual([{ ...crm, externalId: "K-2" }, shop]);
});

describe("lines about the same", () => {
  it("are written one after the other", async () => {
    await post(customer("1"), customer("2"));
    const { body } = await post(
      customer("1", { name: "First" }),
      customer("1", { name: "Second" }),
      device("SN-1", "1"),
      device("SN-1", "2", { transfer: true }),
      device("SN-1", "1", { transfer: true, name: "Back" }),
      device("sn-1", "1"),
    );
    expect(body).toMatchObject({ customers: { changed: 2 }, devices: { new: 3 }, refused: 1 });
    const { rows } = await portal.owner.query(
      "select d.name, removed_by, c.external_id, c.name as owner from devices d join customers c on c.id = customer_id where removed_at is null",
    );
    expect(rows).toEqual([{ name: "Back", removed_by: null, external_id: "1", owner: "Second" }]);
  });

  it("share no number and no name", async () => {
    const otherIds = [{ source: "crm", externalId: "K-1" }];
    const { body } = await post(
      customer("1", { otherIds }),
      customer("2", { otherIds }),
      ...["A", "B", "C"].map((serial) => device(serial, "1")),
    );
    expect(body.faults).toEqual([
      expect.objectContaining({ line: 2, code: "external-id-taken", pointer: "/otherIds/0/externalId" }),
    ]);
    const names = (await portal.db.select().from(devices)).map(({ name }) => name);
    expect(names.sort()).toEqual(["Inkwell 4", "Inkwell 4 (2)", "Inkwell 4 (3)"]);
  });

  it("name an address that they share", async () => {
    const { body } = await post(
      customer("1", { email: "e@example.com" }),
      customer("2", { email: "E@example.com" }),
    );
    expect(body.warnings).toEqual([1, 2].map((line) => ({ line, code: "address-shared" })));
  });
});

it("names faults by line, and writes the others", async () => {
  const long = JSON.stringify(customer("9", { name: "x".repeat(70_000) }));
  const text = [
    "{",
    JSON.stringify(customer("1")),
    "",
    '"text"',
    JSON.stringify(customer("2", { country: "UK", language: "english" })),
    long,
    JSON.stringify({ type: "unit" }),
    `${JSON.stringify(customer("3"))}\r`,
  ].join("\n");
  const { status, body } = await send(text);
  expect(status).toBe(200);
  expect(body).toMatchObject({ customers: { new: 2 }, refused: 5 });
  expect(body.faults).toEqual([
    { line: 1, code: "malformed", detail: "is not JSON" },
    { line: 4, code: "malformed", pointer: "", detail: expect.any(String) },
    {
      ...{ line: 5, code: "malformed", pointer: "/country" },
      detail: "must be a country of ISO 3166-1, such as DE (the United Kingdom is GB)",
    },
    { line: 5, code: "malformed", pointer: "/language", detail: expect.stringContaining("such as de") },
    { line: 6, code: "malformed", detail: "must have at most 64 KiB" },
    { line: 7, code: "malformed", pointer: "/type", detail: 'must have the type "customer" or "device"' },
  ]);
});

it.each<[what: string, body: string, type: string, status: number]>([
  ["no lines", "\n\n", "application/x-ndjson", 400],
  ["another type", write(customer("1")), "application/json", 415],
  ["too many lines", `${JSON.stringify(customer("1"))}\n`.repeat(mostLines + 1), "application/x-ndjson", 413],
  ["too many bytes", " ".repeat(10_000_001), "application/x-ndjson", 413],
])("refuses %s", async (_, body, type, status) => {
  expect((await send(body, { type })).status).toBe(status);
  expect(await portal.db.$count(customers)).toBe(0);
});

it("takes as many lines as it promises", async () => {
  const { body } = await post(...Array.from({ length: mostLines }, (_, index) => customer(`${index}`)));
  expect(body).toMatchObject({ customers: { new: mostLines }, refused: 0 });
});

it("writes only what the key may", async () => {
  const key = await stage.addKey(["devices:write"]);
  await portal.addCustomer({ externalId: "1" });
  const { body } = await send(write(customer("2"), device("SN-1", "1")), { key });
  expect(body).toMatchObject({ devices: { new: 1 }, faults: [{ line: 1, code: "scope-missing" }] });
  const reader = await stage.addKey(["links:read"]);
  expect((await send(write(customer("2")), { key: reader })).status).toBe(403);
  // Before the body is looked at.
  expect((await send(" ".repeat(10_000_001), { key: reader })).status).toBe(403);
});

const single = (method: string, path: string, body: object) =>
  stage.send(method, path, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

it("two at once, in crossed orders, neither wait for each other nor lose anything", async () => {
  const owners = Array.from({ length: 120 }, (_, index) => customer(`${index}`));
  await post(...owners);
  const lines = (name: string) => [
    ...owners.map((owner) => ({ ...owner, name })),
    ...Array.from({ length: 240 }, (_, index) =>
      device(`SN-${index}`, `${index % 120}`, { name, transfer: true }),
    ),
  ];
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all([
      post(...lines(`A${round}`)),
      post(...lines(`B${round}`).reverse()),
      ...owners
        .slice(0, 20)
        .map(({ externalId }) => single("PATCH", `/customers/${externalId}`, { country: "DE" })),
      ...owners.slice(0, 20).map((_, index) =>
        single("PUT", `/models/${modelIds.printer}/devices/SN-${index}`, {
          owner: `${119 - index}`,
          transfer: true,
        }),
      ),
    ]);
    expect(answers.filter(({ status }) => status > 201)).toEqual([]);
  }
  const { rows } = await portal.owner.query(
    "select count(*)::int as n from devices where removed_at is null",
  );
  expect([await portal.db.$count(customers), rows[0].n]).toEqual([120, 240]);
});

it("small ones, which lock single keys, do not wait for each other either", async () => {
  await post(...Array.from({ length: 10 }, (_, index) => customer(`${index}`)));
  const send = (from: number, round: number) =>
    post(
      customer(`${from}`, { name: `${round}` }),
      device("SN-1", `${9 - from}`, { transfer: true }),
      device("SN-2", `${from}`, { transfer: true }),
    );
  for (let round = 0; round < 15; round += 1) {
    const answers = await Promise.all([
      ...[0, 1].map((from) => send(from, round)),
      ...[8, 9, 3].map((owner) =>
        single("PUT", `/models/${modelIds.printer}/devices/SN-${1 + (owner % 2)}`, {
          owner: `${owner}`,
          transfer: true,
        }),
      ),
    ]);
    expect(answers.filter(({ status }) => status > 201)).toEqual([]);
  }
});
