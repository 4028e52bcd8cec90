import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents, changes, customers, devices, rateLimits, units } from "@/lib/db";
import { purgeDevices } from "@/lib/retention";
import { type ApiStage, createApiStage, everything } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";

let stage: ApiStage;
let portal: ApiStage["portal"];
let key: string;

beforeAll(async () => {
  stage = await createApiStage();
  ({ portal, key } = stage);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await portal.db.delete(devices);
  await portal.db.delete(units);
  await portal.db.delete(customers);
});

const addKey = (...given: Parameters<ApiStage["addKey"]>) => stage.addKey(...given);

type Call = { key?: string; body?: unknown; headers?: Record<string, string> };

/** Calls the API, and checks what all answers have in common. */
async function call(method: string, path: string, { key: given = key, body, headers }: Call = {}) {
  const response = await stage.send(method, path, {
    key: given,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    body: typeof body === "string" || body === undefined ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isProblem = response.status >= 400;
  if (isProblem) expect(response.headers.get("content-type")).toBe("application/problem+json");
  return { status: response.status, body: text && JSON.parse(text), headers: response.headers };
}

/** Names a problem: its code, and the places that it names. */
const summarise = ({ status, body }: { status: number; body: { type?: string; errors?: object[] } }) => [
  status,
  body.type?.split("#problem-")[1],
  ...(body.errors ?? []).map((fault) =>
    "pointer" in fault ? fault.pointer : (fault as { parameter: string }).parameter,
  ),
];

describe("keys", () => {
  it.each<[what: string, key: () => Promise<string> | string]>([
    ["none", () => ""],
    ["an unknown one", () => `lk_${"0".repeat(39)}`],
    ["a revoked one", () => addKey(everything, { revokedAt: new Date() })],
    ["an expired one", () => addKey(everything, { expiresAt: new Date(Date.now() - 1000) })],
    ["a strange one", () => "%00'\"--"],
  ])("refuse %s in the same words", async (_, make) => {
    const { status, body, headers } = await call("GET", "/customers", { key: (await make()) || " " });
    const { requestId, ...rest } = body;
    expect([status, headers.get("www-authenticate"), typeof requestId]).toEqual([401, "Bearer", "string"]);
    expect(rest).toEqual({
      type: `${stage.origin}/api/v1/docs#problem-key-refused`,
      title: "The key is not accepted",
      status: 401,
      detail: expect.any(String),
    });
  });

  it("need the scope of the operation, and writing includes reading", async () => {
    const reader = await addKey(["customers:read"]);
    expect(summarise(await call("PUT", "/customers/1", { key: reader, body: {} }))).toEqual([
      403,
      "scope-missing",
    ]);
    expect((await call("GET", "/customers", { key: reader })).status).toBe(200);
    expect((await call("GET", "/customers")).status).toBe(200);
    expect(summarise(await call("GET", "/models", { key: reader }))).toEqual([403, "scope-missing"]);
  });

  it("may send so many requests a minute, each for itself", async () => {
    const busy = await addKey(everything);
    expect((await call("GET", "/customers", { key: busy })).status).toBe(200);
    await portal.owner.query(
      "update rate_limits set points = 3000 where key like 'api-key:%' and points = 1",
    );
    const refused = await call("GET", "/customers", { key: busy });
    expect(summarise(refused)).toEqual([429, "limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await portal.db.delete(rateLimits);
    expect((await call("GET", "/customers", { key: busy })).status).toBe(200);
  });
});

describe("requests that nobody means", () => {
  it.each<[what: string, method: string, path: string, call: Call, answer: unknown[]]>([
    ["an unknown path", "GET", "/nothing", {}, [404, "not-found"]],
    ["another method", "POST", "/customers", { body: {} }, [405, "method-refused"]],
    ["OPTIONS", "OPTIONS", "/customers/1", {}, [405, "method-refused"]],
    [
      "no body",
      "PUT",
      "/customers/1",
      { headers: { "content-type": "application/json" } },
      [400, "json-broken"],
    ],
    [
      "a form",
      "PUT",
      "/customers/1",
      { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      [415, "body-type"],
    ],
    ["no content type", "PUT", "/customers/1", {}, [415, "body-type"]],
    ["broken JSON", "PUT", "/customers/1", { body: "{" }, [400, "json-broken"]],
    ["10,000 brackets", "PUT", "/customers/1", { body: "[".repeat(10_000) }, [400, "json-broken"]],
    [
      "10,000 nested lists",
      "PUT",
      "/customers/1",
      { body: "[".repeat(10_000) + "]".repeat(10_000) },
      [422, "malformed", ""],
    ],
    ["1 MB", "PUT", "/customers/1", { body: { name: "x".repeat(1_000_000) } }, [413, "body-large"]],
    ["null", "PUT", "/customers/1", { body: "null" }, [422, "malformed", ""]],
    [
      "a number as text",
      "PUT",
      "/models/M1",
      { body: { name: "M", slots: [{ instance: "i", name: "n", sensor: "level", lowAt: "5" }] } },
      [422, "malformed", "/slots/0/lowAt"],
    ],
    [
      "unknown fields",
      "PUT",
      "/customers/1",
      { body: { nmae: "x", "a/b~": 1 } },
      [422, "malformed", "/nmae", "/a~1b~0"],
    ],
    ["NUL", "PUT", "/customers/1", { body: { name: "a\0" } }, [422, "malformed", "/name"]],
    ["half a character", "PUT", "/customers/1", { body: '{"name": "\\ud800"}' }, [422, "malformed", "/name"]],
    [
      "a country that is none",
      "PUT",
      "/customers/1",
      { body: { country: "UK" } },
      [422, "malformed", "/country"],
    ],
    [
      "a language that is none",
      "PUT",
      "/customers/1",
      { body: { language: "english" } },
      [422, "malformed", "/language"],
    ],
    ["NUL in a path", "PUT", "/customers/a%00", { body: {} }, [422, "malformed", "externalId"]],
    ["a wrong limit", "GET", "/customers?limit=many&what=1", {}, [422, "malformed", "limit", "what"]],
    ["a wrong cursor", "GET", "/changes?after=x", {}, [422, "malformed", "after"]],
  ])("%s", async (_, method, path, request, answer) => {
    expect(summarise(await call(method, path, request))).toEqual(answer);
    expect(await portal.db.$count(customers)).toBe(0);
  });

  it("refuses a body that is not UTF-8", async () => {
    const response = await stage.api(
      new Request(`${stage.origin}/api/v1/customers/1`, {
        method: "PUT",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: Buffer.from('{"name": "M\xfcller"}', "latin1"),
      }),
    );
    expect(response.status).toBe(400);
  });
});

describe("customers", () => {
  const emily = { name: "Emily Carter", email: "emily@example.com", country: "US", language: "en-US" };

  it.each(["10042", "a/b", "%2F", "50%", "a?b#c", "a..b", "ü 花", "a;b=c,d", "x\\y", "//"])(
    "are addressed by the partner's number: %j",
    async (number) => {
      const path = `/customers/${encodeURIComponent(number)}`;
      expect(await call("PUT", path, { body: emily })).toMatchObject({
        status: 201,
        body: { externalId: number },
      });
      expect(await call("GET", path)).toMatchObject({ status: 200, body: { externalId: number, ...emily } });
      expect((await call("DELETE", path)).status).toBe(204);
      expect((await call("GET", path)).status).toBe(404);
    },
  );

  it("are written once by the same request sent twice", async () => {
    const otherIds = [{ source: "crm", externalId: "K-1" }];
    const first = await call("PUT", "/customers/1", { body: { ...emily, otherIds } });
    const events = await portal.db.$count(auditEvents);
    const noted = await portal.db.$count(changes);
    const second = await call("PUT", "/customers/1", { body: { ...emily, otherIds } });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(await portal.db.$count(auditEvents)).toBe(events);
    expect(await portal.db.$count(changes)).toBe(noted);
  });

  it("lose with PUT what it leaves out, with PATCH what it empties", async () => {
    await call("PUT", "/customers/1", { body: emily });
    const patched = await call("PATCH", "/customers/1", { body: { name: null } });
    expect(patched.body).toMatchObject({ ...emily, name: null });
    const put = await call("PUT", "/customers/1", { body: { name: "E" } });
    expect(put.body).toMatchObject({ name: "E", email: null, country: null, language: null });
  });

  it("keep what they wrote themselves, and what the identity provider filled in", async () => {
    await call("PUT", "/customers/1", { body: emily });
    await portal.owner.query(
      `update customers set name = 'Em', country = 'GB', language = 'fr',
         written_by = written_by || '{"name": "customer", "country": "customer", "language": "provider"}'`,
    );
    const kept = await call("PUT", "/customers/1", { body: { name: "Emily", country: null } });
    expect(kept.body).toMatchObject({ name: "Em", country: "GB", language: "fr", email: null });
    const told = await call("PATCH", "/customers/1", { body: { ...emily, language: "de" } });
    expect(told.body).toMatchObject({ name: "Em", country: "GB", language: "de", email: emily.email });
  });

  it("share an address, which is named", async () => {
    await call("PUT", "/customers/1", { body: emily });
    const second = await call("PUT", "/customers/2", { body: { email: "EMILY@example.com" } });
    expect(second).toMatchObject({ status: 201, body: { warnings: ["address-shared"] } });
  });

  it("have numbers in other systems, each of one customer", async () => {
    await call("PUT", "/customers/1", { body: { otherIds: [{ source: "crm", externalId: "K-1" }] } });
    const taken = [
      { source: "crm", externalId: "K-2" },
      { source: "crm", externalId: "K-1" },
    ];
    const refused = await call("PUT", "/customers/2", { body: { otherIds: taken } });
    expect(summarise(refused)).toEqual([409, "external-id-taken", "/otherIds/1/externalId"]);
    expect((await call("GET", "/customers/2")).status).toBe(404);
    expect((await call("PUT", "/customers/1", { body: {} })).body.otherIds).toEqual([]);
    expect((await call("PUT", "/customers/2", { body: { otherIds: taken } })).status).toBe(201);
  });

  it("who deleted their account stay away until they sign in", async () => {
    await portal.owner.query("insert into tombstones values (tombstone_key('', '1'), gen_random_uuid())");
    expect(summarise(await call("PUT", "/customers/1", { body: emily }))).toEqual([409, "customer-left"]);
    await portal.owner.query("delete from tombstones");
    expect((await call("PUT", "/customers/1", { body: emily })).status).toBe(201);
    await call("DELETE", "/customers/1");
    expect((await call("PUT", "/customers/1", { body: emily })).status).toBe(201);
  });

  it("are listed by number, a page at a time", async () => {
    for (const number of ["b", "a", "c"]) await call("PUT", `/customers/${number}`, { body: {} });
    await portal.addCustomer();
    const first = await call("GET", "/customers?limit=2");
    expect(first.body.customers.map(({ externalId }: { externalId: string }) => externalId)).toEqual([
      "a",
      "b",
    ]);
    const second = await call("GET", `/customers?limit=2&after=${encodeURIComponent(first.body.next)}`);
    expect(second.body).toMatchObject({ customers: [{ externalId: "c" }], next: null });
  });

  it("are written concurrently without losing any", async () => {
    const answers = await portal.atOnce("customers", 4, () => call("PUT", "/customers/1", { body: emily }));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
  });

  it("have their writes in the audit, by the key and without what was written", async () => {
    await call("PUT", "/customers/1", { body: emily });
    await call("DELETE", "/customers/1");
    const { rows } = await portal.owner.query(
      `select event, actor_kind, actor_id = (select id from api_keys where key_hash = $1) as mine, details
       from audit_events order by id desc limit 2`,
      [createHash("sha256").update(key).digest()],
    );
    expect(rows).toEqual([
      { event: "customer.deleted", actor_kind: "client", mine: true, details: {} },
      {
        event: "customer.changed",
        actor_kind: "client",
        mine: true,
        details: { fields: Object.keys(emily) },
      },
    ]);
  });
});

describe("devices", () => {
  const path = `/models/${modelIds.printer}/devices/SN-1`;
  beforeEach(async () => {
    for (const number of ["1", "2"])
      await call("PUT", `/customers/${number}`, { body: { language: "en-US", country: "DE" } });
  });
  const put = (body: object, where = path) => call("PUT", where, { body });

  it("are registered, named after their model, and changed", async () => {
    const made = await put({ owner: "1", endpointId: "E-1", registeredAt: "2026-01-31T09:00:00+01:00" });
    expect(made).toMatchObject({
      status: 201,
      body: {
        serial: "SN-1",
        owner: "1",
        name: "Inkwell 4",
        endpointId: "E-1",
        registeredAt: "2026-01-31T08:00:00.000Z",
      },
    });
    expect(await put({ owner: "1" })).toEqual({ ...made, status: 200, headers: expect.anything() });
    expect(await put({ owner: "1", name: "Kitchen" })).toMatchObject({
      status: 200,
      body: { name: "Kitchen" },
    });
    await portal.db.update(devices).set({ name: "Mine", ownName: true });
    expect((await put({ owner: "1", name: "Kitchen", endpointId: null })).body).toMatchObject({
      name: "Mine",
      ownName: true,
      endpointId: null,
    });
  });

  it.each(["sn-1", "SN1", "S N‐1"])(
    "refuse a serial number that is too like another one: %s",
    async (serial) => {
      await put({ owner: "1" });
      const refused = await put(
        { owner: "1" },
        `/models/${modelIds.printer}/devices/${encodeURIComponent(serial)}`,
      );
      expect(summarise(refused)).toEqual([409, "serial-conflict"]);
      expect(refused.body.detail).toContain("SN-1");
    },
  );

  it("pass to another customer only on request, and then begin anew", async () => {
    const made = await put({ owner: "1", name: "Kitchen" });
    expect(summarise(await put({ owner: "2" }))).toEqual([409, "device-owned", "/owner"]);
    const moved = await put({ owner: "2", transfer: true });
    expect(moved).toMatchObject({ status: 201, body: { owner: "2", name: "Inkwell 4" } });
    expect(await portal.db.select().from(devices).orderBy(devices.removedAt)).toMatchObject([
      { name: made.body.name, removedBy: "transfer" },
      { name: "Inkwell 4", removedBy: null },
    ]);
  });

  it("stay removed when their owner removed them, until they are restored", async () => {
    await put({ owner: "1", name: "Kitchen" });
    await portal.owner.query("update devices set removed_at = now(), removed_by = 'owner'");
    const still = await put({ owner: "1", name: "New" });
    expect(still).toMatchObject({ status: 200, body: { removedBy: "owner", name: "Kitchen" } });
    expect(await put({ owner: "1", restore: true })).toMatchObject({
      status: 200,
      body: { removedAt: null },
    });
    expect(await portal.db.$count(devices)).toBe(1);
  });

  it("stay removed after their rows were deleted, too", async () => {
    await put({ owner: "1" });
    await portal.owner.query(
      "update devices set removed_at = now() - interval '2 days', removed_by = 'owner'",
    );
    expect(await purgeDevices(1)).toBe(1);
    expect(await put({ owner: "1" })).toMatchObject({
      status: 200,
      body: { removedBy: "owner", name: "Inkwell 4" },
    });
    expect(await portal.db.$count(devices)).toBe(0);
    expect((await put({ owner: "2" })).status).toBe(201);
    await call("DELETE", path);
    expect((await put({ owner: "1", restore: true })).status).toBe(201);
    await call("DELETE", path);
    expect((await put({ owner: "1" })).body).toMatchObject({ removedAt: null });
  });

  it("come back after the partner's own removal", async () => {
    await put({ owner: "1" });
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).body).toMatchObject({ removedBy: "partner" });
    expect((await put({ owner: "1" })).body).toMatchObject({ removedAt: null });
    expect(await portal.db.$count(devices)).toBe(1);
  });

  it("need a model and an owner", async () => {
    expect(summarise(await put({ owner: "1" }, "/models/none/devices/1"))).toEqual([404, "model-unknown"]);
    expect(summarise(await put({ owner: "9" }))).toEqual([422, "owner-unknown", "/owner"]);
  });

  it("are listed by serial number", async () => {
    for (const serial of ["B", "A", "C"])
      await put({ owner: "1" }, `/models/${modelIds.printer}/devices/${serial}`);
    const first = await call("GET", `/models/${modelIds.printer}/devices?limit=2`);
    expect(first.body.devices.map(({ serial }: { serial: string }) => serial)).toEqual(["A", "B"]);
    const second = await call(
      "GET",
      `/models/${modelIds.printer}/devices?limit=2&after=${encodeURIComponent(first.body.next)}`,
    );
    expect(second.body).toMatchObject({ devices: [{ serial: "C" }], next: null });
  });
});

describe("claim codes", () => {
  const path = `/models/${modelIds.printer}/units/SN-1`;

  it("are stored as hashes, and removed", async () => {
    expect((await call("PUT", path, { body: { code: "7kqx-m3wp" } })).status).toBe(204);
    const [unit] = await portal.db.select().from(units);
    const hash = createHash("sha256")
      .update(unit?.claimSalt as Buffer)
      .update("7KQXM3WP")
      .digest();
    expect(unit?.claimHash).toEqual(hash);
    expect(summarise(await call("PUT", `${path.slice(0, -1)}-1`, { body: { code: "7kqx-m3wp" } }))).toEqual([
      409,
      "serial-conflict",
    ]);
    expect((await call("DELETE", path)).status).toBe(204);
    expect(await portal.db.$count(units)).toBe(0);
  });

  it("are made for a list, once", async () => {
    const body = { modelId: modelIds.printer, serials: ["A-1", "A-2"] };
    const made = await call("POST", "/units/generate", { body });
    expect(made.body.units).toEqual([
      { serial: "A-1", code: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/) },
      { serial: "A-2", code: expect.any(String) },
    ]);
    const again = { ...body, serials: ["A-3", "A-1", "a2", "B", "b"] };
    expect(summarise(await call("POST", "/units/generate", { body: again }))).toEqual([
      409,
      "code-exists",
      "/serials/1",
      "/serials/2",
      "/serials/4",
    ]);
    expect(await portal.db.$count(units)).toBe(2);
    expect((await call("POST", "/units/generate", { body: { ...body, replace: true } })).status).toBe(200);
    expect(await portal.db.$count(units)).toBe(2);
  });
});

describe("models", () => {
  it("are read as they can be written", async () => {
    const read = await call("GET", `/models/${modelIds.printer}`);
    const { modelId, ...content } = read.body;
    const written = await call("PUT", `/models/${modelId}`, { body: content });
    expect(written).toMatchObject({ status: 200, body: read.body });
    expect((await call("GET", "/models?limit=1")).body).toMatchObject({
      models: [{ modelId: "CM-2" }],
      next: expect.any(String),
    });
  });

  it("are made and deleted, but not while devices use them", async () => {
    expect((await call("PUT", "/models/N%2F1", { body: { name: "New" } })).status).toBe(201);
    await call("PUT", "/customers/1", { body: {} });
    await call("PUT", "/models/N%2F1/devices/1", { body: { owner: "1" } });
    expect(summarise(await call("DELETE", "/models/N%2F1"))).toEqual([409, "model-in-use"]);
    await portal.db.delete(devices);
    expect((await call("DELETE", "/models/N%2F1")).status).toBe(204);
    expect((await call("DELETE", "/models/N%2F1")).status).toBe(204);
  });
});

describe("links", () => {
  const post = (body: object) => call("POST", "/links", { body });

  it("are those of the model's cards in a country", async () => {
    const { body } = await post({ modelId: modelIds.coffee, country: "JP", exitUri: "acme-app://dash" });
    expect(body).toMatchObject({ country: "JP", region: "FE" });
    expect(body.cards.map(({ card }: { card: string }) => card)).toContain("parts");
    expect(body.cards[0]).toEqual({
      card: "supplies",
      page: "sensor_tracking_selection",
      website:
        "https://drs-web.amazon.co.jp/drs/partner/page/sensor_tracking_selection?vendorCode=V1&modelId=CM-2&exitUri=acme-app%3A%2F%2Fdash&settings=true",
      app: "https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/sensor_tracking_selection?vendorCode=V1&modelId=CM-2&exitUri=acme-app%3A%2F%2Fdash",
    });
  });

  it("are those of a device in its owner's country", async () => {
    await call("PUT", "/customers/1", { body: { country: "US" } });
    await call("PUT", "/models/RX-100/devices/SN-1", { body: { owner: "1" } });
    expect((await post({ modelId: "RX-100", serial: "sn1" })).body).toMatchObject({
      country: "US",
      region: "NA",
    });
    await call("PUT", "/customers/1", { body: {} });
    expect(summarise(await post({ modelId: "RX-100", serial: "sn1" }))).toEqual([409, "country-unknown"]);
    expect(summarise(await post({ modelId: "RX-100", serial: "none" }))).toEqual([404, "not-found"]);
  });

  it.each([
    [{ modelId: "RX-100", country: "ZA" }, [409, "card-none"]],
    [{ modelId: "none", country: "DE" }, [404, "model-unknown"]],
    [
      { modelId: "RX-100", country: "DE", exitUri: "https://evil.example/" },
      [422, "exit-unknown", "/exitUri"],
    ],
    [{ modelId: "RX-100" }, [422, "malformed", "/serial"]],
  ])("refuse %j", async (body, answer) => expect(summarise(await post(body))).toEqual(answer));
});

it("has a document and a reference for everyone, and no script in it", async () => {
  const document = await (await stage.api(new Request(`${stage.origin}/api/v1/openapi.json`))).json();
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toContain("/models/{modelId}/devices/{serial}");
  const page = await (await stage.api(new Request(`${stage.origin}/api/v1/docs`))).text();
  expect(page).toContain('id="problem-customer-left"');
  expect(page).not.toMatch(/<script|style=| on\w+=/);
});

it.each([
  ["no fault for a system that hangs up", true, 0],
  ["a fault for a body that cannot be read", false, 1],
])("logs %s", async (_, hangsUp, logged) => {
  const connection = new AbortController();
  const body = new ReadableStream({
    pull(stream) {
      if (hangsUp) connection.abort();
      stream.error(new Error("aborted"));
    },
  });
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const headers = { authorization: `Bearer ${stage.key}`, "content-type": "application/json" };
  const init = { method: "PUT", headers, body, signal: connection.signal, duplex: "half" };
  const answer = await stage.api(new Request(`${stage.origin}/api/v1/customers/1`, init as RequestInit));
  const faults = printed.mock.calls.filter(([line]) => String(line).includes('"level":"error"'));
  printed.mockRestore();
  expect([answer.status, faults.length]).toEqual([503, logged]);
});
