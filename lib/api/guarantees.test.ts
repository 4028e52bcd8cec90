// What docs/integration.md promises beyond single operations: nothing is lost, locked out or starved.
import { setTimeout } from "node:timers/promises";
import { eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "@/lib/changes";
import { deleteCustomer, signInByEmail, signInCustomer } from "@/lib/customers";
import { auditEvents, changes, customers, devices, pool, rateLimits, tombstones, units } from "@/lib/db";
import { addDevice, Claim, removeDevice, restoreDevice } from "@/lib/devices";
import { purgeDevices } from "@/lib/retention";
import { type Id, ownScope, readId } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";

let stage: ApiStage;
let portal: ApiStage["portal"];
beforeAll(async () => {
  stage = await createApiStage();
  ({ portal } = stage);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  for (const table of [devices, units, customers, tombstones, rateLimits]) await portal.db.delete(table);
});

async function call(
  method: string,
  path: string,
  body?: unknown,
  more: { key?: string; matchEmail?: boolean } = {},
) {
  const response = await stage.send(method, path, {
    ...more,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  return { status: response.status, body: answer, code: answer.type?.split("#problem-")[1] };
}

/** Puts a customer as a system that verifies addresses. */
const putVerified = (number: string, content: object) =>
  call("PUT", `/customers/${number}`, content, { matchEmail: true });

const device = `/models/${modelIds.printer}/devices/SN-1`;
const other = `/models/${modelIds.printer}/devices/sn1`;

/** Makes the state that an upgrade leaves of two devices whose serial numbers differ in spelling only. */
async function addSpellings(): Promise<void> {
  const [first, second] = [
    await portal.addCustomer({ externalId: "1" }),
    await portal.addCustomer({ externalId: "2" }),
  ];
  await portal.addDevice(first, modelIds.printer, { serial: "SN-1" });
  const id = await portal.addDevice(second, modelIds.printer, { serial: "x" });
  await portal.owner.query(
    `alter table devices disable trigger devices_serial_key;
     update devices set serial = 'sn1', serial_key = 'SN1 2' where id = '${id}';
     alter table devices enable trigger devices_serial_key`,
  );
}

describe("two spellings of one serial number, from before they were refused", () => {
  beforeEach(addSpellings);

  it("are two devices", async () => {
    expect((await call("GET", device)).body).toMatchObject({ owner: "1", serial: "SN-1" });
    expect((await call("GET", other)).body).toMatchObject({ owner: "2", serial: "sn1" });
    expect(await call("PUT", other, { owner: "2", name: "Mine" })).toMatchObject({ status: 200 });
    expect((await call("DELETE", other)).status).toBe(204);
    expect((await call("GET", device)).body).toMatchObject({ owner: "1", removedAt: null });
    expect((await call("GET", other)).body).toMatchObject({ owner: "2", removedBy: "partner" });
  });

  it("are listed once each", async () => {
    const path = `/models/${modelIds.printer}/devices?limit=1`;
    const first = await call("GET", path);
    const second = await call("GET", `${path}&after=${first.body.next}`);
    const serials = [first, second].flatMap(({ body }) =>
      body.devices.map(({ serial }: { serial: string }) => serial),
    );
    expect(serials.sort()).toEqual(["SN-1", "sn1"]);
    expect(second.body.next).toBeNull();
  });
});

it("nothing is deleted under another spelling", async () => {
  await call("PUT", "/customers/1", {});
  await call("PUT", device, { owner: "1" });
  expect(await call("DELETE", other)).toMatchObject({ status: 409, code: "serial-conflict" });
  expect((await call("GET", device)).body.removedAt).toBeNull();
  const unit = `/models/${modelIds.printer}/units/A-1`;
  await call("PUT", unit, { code: "7KQXM3WPHT" });
  expect(await call("DELETE", `/models/${modelIds.printer}/units/a1`)).toMatchObject({
    code: "serial-conflict",
  });
  expect(await portal.db.$count(units)).toBe(1);
});

it("a claim code that is sent again writes nothing", async () => {
  const unit = `/models/${modelIds.printer}/units/A-1`;
  await call("PUT", unit, { code: "7KQXM3WPHT" });
  const before = [await portal.db.select().from(units), await portal.db.$count(auditEvents)];
  expect((await call("PUT", unit, { code: "7kqx-m3wp-ht" })).status).toBe(204);
  expect([await portal.db.select().from(units), await portal.db.$count(auditEvents)]).toEqual(before);
});

it("crossed transfers and a customer's deletion do not wait for each other", async () => {
  for (let round = 0; round < 8; round += 1) {
    for (const number of ["1", "2"]) await call("PUT", `/customers/${number}`, {});
    const [a, b] = ["A", "B"].map((serial) => `/models/${modelIds.printer}/devices/${serial}-${round}`) as [
      string,
      string,
    ];
    await call("PUT", a, { owner: "1" });
    await call("PUT", b, { owner: "2" });
    const crossed = await Promise.all([
      call("PUT", a, { owner: "2", transfer: true }),
      call("PUT", b, { owner: "1", transfer: true }),
    ]);
    expect(crossed.map(({ status }) => status)).toEqual([201, 201]);
    const gone = await Promise.all([call("DELETE", "/customers/1"), call("DELETE", b)]);
    expect(gone.map(({ status }) => status)).toEqual([204, 204]);
  }
});

describe("one device that is written from all sides at once", () => {
  const move = (owner: string) => call("PUT", device, { owner, transfer: true, restore: true });
  let owners: Customer[];
  beforeEach(async () => {
    owners = [await portal.addCustomer({ externalId: "1" }), await portal.addCustomer({ externalId: "2" })];
    for (const owner of ["1", "2", "1", "2", "1", "2"]) await move(owner);
  });

  it("blocks no system", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 90 }, async (_, index) =>
        index % 2 === 0 ? call("DELETE", device) : move(index % 4 === 1 ? "1" : "2"),
      ),
    );
    expect(statuses.filter(({ status }) => status > 204)).toEqual([]);
  });

  it("blocks no owner", async () => {
    const claim = Claim.parse({ modelId: modelIds.printer, serial: "SN-1", code: "7KQXM3WPHT" });
    await portal.addUnit(claim.modelId, "SN-1", claim.code);
    const change = async (owner: Customer) => {
      for (let round = 0; round < 15; round += 1) {
        await addDevice(ownScope(owner), claim, "en");
        const rows = await portal.db.select().from(devices).where(eq(devices.customerId, owner.id));
        for (const { id } of rows) await removeDevice(ownScope(owner), id as Id);
        for (const { id } of rows) await restoreDevice(ownScope(owner), id as Id);
      }
    };
    const moves = Array.from({ length: 60 }, (_, index) => move(index % 2 ? "1" : "2"));
    const statuses = await Promise.all([...moves, ...owners.map(change)]);
    expect(statuses.filter((answer) => answer && answer.status > 204)).toEqual([]);
  });
});

describe("a customer who signed up themselves", () => {
  const email = "emily@example.com";
  const signIn = () => signInByEmail(email, "en", { selfSignUp: true });

  it("is not given a number by an address that nobody verified", async () => {
    await signIn();
    const put = await call("PUT", "/customers/500", { email });
    expect(put).toMatchObject({ status: 201, body: { warnings: ["address-shared"] } });
    expect(await portal.db.$count(customers)).toBe(2);
  });

  it("gets the number that comes with their verified address, and still signs in", async () => {
    const signedUp = await signIn();
    const put = await putVerified("500", { email: email.toUpperCase(), name: "Emily" });
    expect(put).toMatchObject({
      status: 200,
      body: { externalId: "500", email, name: "Emily", warnings: [] },
    });
    expect(await signIn()).toEqual(signedUp);
    expect(await putVerified("501", { email })).toMatchObject({
      status: 201,
      body: { warnings: ["address-shared"] },
    });
  });

  it("gets no number if the rest of the request is refused", async () => {
    await signIn();
    const [k, l] = ["K", "L"].map((externalId) => ({ source: "crm", externalId }));
    await call("PUT", "/customers/1", { otherIds: [k] });
    await call("PUT", "/customers/2", { otherIds: [l] });
    const refused = await putVerified("500", { email, otherIds: [k, l] });
    expect(refused).toMatchObject({ status: 409, code: "external-id-taken" });
    expect((await call("GET", "/customers/500")).status).toBe(404);
  });

  it("has not chosen the language that the page had", async () => {
    await signIn();
    await putVerified("500", { email, language: "de" });
    expect((await call("GET", "/customers/500")).body).toMatchObject({
      language: "de",
      writtenBy: { email: "customer" },
    });
  });

  it("signs in first while a system sends their number", async () => {
    const claims = {
      ...{ issuer: "https://i.example", subject: "s", externalId: "77", name: null, email: null },
      ...{ country: null, language: null, roles: [] },
    };
    const settings = { selfSignUp: true, matchEmail: false, numbers: "main" as const };
    for (const given of [{}, { email }]) {
      const [signedIn, put] = await Promise.all([
        signInCustomer({ ...claims, email: given.email ?? null }, settings),
        putVerified("77", given),
      ]);
      expect([signedIn.ok, put.status < 300]).toEqual([true, true]);
      expect(await portal.db.$count(customers)).toBe(1);
      await portal.db.delete(customers);
    }
  });

  it("is not mistaken for a customer of the shop where the provider has numbers of its own", async () => {
    const claims = {
      ...{ issuer: "https://i.example", subject: "s", externalId: "10042", name: null, email: null },
      ...{ country: null, language: null, roles: [] },
    };
    const settings = { selfSignUp: true, matchEmail: false, numbers: "identity" as const };
    await signInCustomer(claims, settings);
    expect(await call("PUT", "/customers/10042", {})).toMatchObject({ status: 201 });
    expect(await portal.db.$count(customers)).toBe(2);
    // Nor does such a sign-in bring the other customer back.
    const row = await portal.db.select().from(customers).where(eq(customers.externalId, "10042"));
    await deleteCustomer(ownScope({ kind: "customer", id: row[0]?.id } as Customer), "customer");
    await signInCustomer({ ...claims, subject: "t" }, settings);
    expect(await call("PUT", "/customers/10042", {})).toMatchObject({ status: 409, code: "customer-left" });
  });

  it("gets the number that comes with the one of their identity provider", async () => {
    const claims = {
      ...{ issuer: "https://i.example", subject: "s", externalId: "X", name: "Emily", email: null },
      ...{ country: null, language: null, roles: [] },
    };
    const settings = { selfSignUp: true, matchEmail: false, numbers: "identity" as const };
    const otherIds = [{ source: "identity", externalId: "X" }];
    const [signedIn, put] = await Promise.all([
      signInCustomer(claims, settings),
      call("PUT", "/customers/10042", { otherIds }),
    ]);
    expect([signedIn.ok, put.status < 300]).toEqual([true, true]);
    expect((await call("GET", "/customers/10042")).body).toMatchObject({ name: "Emily", otherIds });
    expect(await signInCustomer(claims, settings)).toEqual(signedIn);
    expect(await portal.db.$count(customers)).toBe(1);
    expect((await call("PUT", "/customers/10043", { otherIds })).code).toBe("external-id-taken");
    // A sign-in may have stored the number, so that leaving it out does not remove it.
    expect((await call("PUT", "/customers/10042", {})).body.otherIds).toEqual(otherIds);
    expect((await call("PUT", "/customers/10042", { otherIds: [] })).body.otherIds).toEqual([]);
  });

  it("stays away after deleting the account, whatever number comes with theirs", async () => {
    const claims = {
      ...{ issuer: "https://i.example", subject: "s", externalId: "X", name: null, email },
      ...{ country: null, language: null, roles: [] },
    };
    const settings = { selfSignUp: true, matchEmail: false, numbers: "identity" as const };
    const signedUp = await signInCustomer(claims, settings);
    await deleteCustomer(
      ownScope({ kind: "customer", id: signedUp.ok ? signedUp.value : "" } as Customer),
      "customer",
    );
    const byNumber = { otherIds: [{ source: "identity", externalId: "X" }] };
    expect((await call("PUT", "/customers/10042", byNumber)).code).toBe("customer-left");
    expect((await putVerified("10042", { email: email.toUpperCase() })).code).toBe("customer-left");
    // Somebody else may have typed the address.
    expect((await call("PUT", "/customers/10042", { email })).status).toBe(201);
  });
});

it("null does not empty what the identity provider filled in", async () => {
  await call("PUT", "/customers/1", {});
  await portal.owner.query(`update customers set country = 'GB', written_by = '{"country": "provider"}'`);
  for (const method of ["PUT", "PATCH"])
    expect((await call(method, "/customers/1", { country: null })).body.country).toBe("GB");
  expect((await call("PATCH", "/customers/1", { country: "US" })).body.country).toBe("US");
  expect((await call("PATCH", "/customers/1", { country: null })).body.country).toBeNull();
});

it.each([
  "0000-01-01T00:00:00Z",
  "0001-01-01T00:00:00+14:00",
  "9999-12-31T23:59:59-12:00",
  "1969-12-31T23:59:59Z",
  "2999-01-01T00:00:00Z",
])("a device is not registered at %s", async (registeredAt) => {
  await call("PUT", "/customers/1", {});
  const refused = await call("PUT", device, { owner: "1", registeredAt });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/registeredAt" }] } });
});

describe("a device that left its owner's list", () => {
  let owner: Customer;
  let id: Id;
  beforeEach(async () => {
    owner = await portal.addCustomer({ externalId: "1" });
    await portal.addCustomer({ externalId: "2" });
    await call("PUT", device, { owner: "1" });
    const [row] = await portal.db.select().from(devices);
    id = readId(row?.id) as Id;
  });

  it("is not brought back by its owner when the partner or a transfer removed it", async () => {
    await call("DELETE", device);
    expect((await restoreDevice(ownScope(owner), id)).ok).toBe(false);
    expect((await removeDevice(ownScope(owner), id)).ok).toBe(false);
    expect((await call("GET", device)).body.removedBy).toBe("partner");
    await call("PUT", device, { owner: "1" });
    await call("PUT", device, { owner: "2", transfer: true });
    await portal.owner.query(
      "update devices set removed_at = now(), removed_by = 'owner' where removed_at is null",
    );
    expect((await restoreDevice(ownScope(owner), id)).ok).toBe(false);
  });

  it("comes back under the right spelling after a mistyped one", async () => {
    await call("DELETE", device);
    expect(await call("PUT", other, { owner: "1" })).toMatchObject({ status: 201, body: { serial: "sn1" } });
    expect(await call("PUT", other, { owner: "1" })).toMatchObject({ status: 200, body: { serial: "sn1" } });
    const [present] = await portal.db.select().from(devices).where(isNull(devices.removedAt));
    await removeDevice(ownScope(owner), readId(present?.id) as Id);
    // Its removal by the owner counts under any spelling.
    expect((await call("PUT", device, { owner: "1" })).body.removedBy).toBe("owner");
  });

  it("does not come back to an owner who removed it, not even by a transfer", async () => {
    await removeDevice(ownScope(owner), id);
    await call("PUT", device, { owner: "2" });
    expect(await call("PUT", device, { owner: "1" })).toMatchObject({ status: 409, code: "device-owned" });
    expect(await call("PUT", device, { owner: "1", transfer: true })).toMatchObject({
      body: { removedBy: "owner" },
    });
    expect((await call("GET", device)).body.owner).toBe("2");
    const back = await call("PUT", device, { owner: "1", transfer: true, restore: true });
    expect(back).toMatchObject({ status: 201, body: { owner: "1" } });
  });

  it("leaves no trace once its owner deleted their account", async () => {
    await portal.owner.query(
      "update devices set removed_at = now() - interval '2 days', removed_by = 'owner'",
    );
    await purgeDevices(1);
    expect(await portal.db.$count(tombstones)).toBe(1);
    await deleteCustomer(ownScope(owner), "partner");
    expect(await portal.db.$count(tombstones)).toBe(0);
  });
});

describe("changes", () => {
  it("shows a key the kinds that it may read, and nothing to a key that may read none", async () => {
    const start = (await call("GET", "/changes")).body.next;
    await call("PUT", "/customers/kinds", {});
    await call("PUT", device, { owner: "kinds" });
    const readKinds = async (scope: "customers:read" | "devices:write") => {
      const key = await stage.addKey([scope]);
      for (;;) {
        const { body } = await call("GET", `/changes?after=${start}&limit=1000`, undefined, { key });
        // Other transactions of the server may hold back also what was written before.
        const own = body.changes.filter(({ externalId }: Change) => externalId === "kinds");
        if (own.length > 0) return own.map(({ kind }: Change) => kind);
        await setTimeout(20);
      }
    };
    expect(await readKinds("customers:read")).toEqual(["customer"]);
    expect(await readKinds("devices:write")).toEqual(["device"]);
    const links = await stage.addKey(["links:read"]);
    expect((await call("GET", "/changes", undefined, { key: links })).status).toBe(403);
  });

  it("are gone for a reader who fell behind, even one who reads a page now and then", async () => {
    const start = (await call("GET", "/changes")).body.next;
    for (const number of ["1", "2", "3"]) await call("PUT", `/customers/${number}`, {});
    await portal.owner.query("update changes set at = now() - interval '31 days'");
    for (;;) {
      const page = await call("GET", `/changes?after=${start}&limit=1`);
      if (!page.body.more) {
        await setTimeout(20);
        continue;
      }
      expect(await call("GET", `/changes?after=${page.body.next}`)).toMatchObject({
        status: 410,
        code: "changes-gone",
      });
      break;
    }
    await portal.db.delete(changes);
  });

  it.each([
    ["beyond the database's numbers", ["x", "1", "9".repeat(19), 1], 422],
    ["from the future", [null, "9".repeat(18), "0", null], 410],
  ])("refuses a cursor %s", async (_, parts, status) => {
    const { body } = await call("GET", "/changes");
    const own = JSON.parse(Buffer.from(body.next, "base64url").toString());
    const made = (parts as unknown[]).map((part, index) => part ?? own[index]);
    const after = Buffer.from(JSON.stringify(made)).toString("base64url");
    expect((await call("GET", `/changes?after=${after}`)).status).toBe(status);
  });
});

it("a list goes on past a value that no identifier may have", async () => {
  await portal.owner.query("insert into customers (external_id) values ('a'), (E'b\\r'), ('c')");
  const numbers: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const { body } = await call("GET", `/customers?limit=1&after=${after}`);
    numbers.push(...body.customers.map(({ externalId }: { externalId: string }) => externalId));
    after = body.next;
  }
  expect(numbers).toEqual(["a", "b\r", "c"]);
});

it("a mistyped model has no empty list", async () =>
  expect(await call("GET", "/models/none/devices")).toMatchObject({ status: 404, code: "model-unknown" }));

it("HEAD is only where GET is", async () => {
  expect((await stage.send("HEAD", "/customers")).status).toBe(200);
  expect((await stage.send("HEAD", "/links")).status).toBe(405);
});

it("requests that are refused count, too", async () => {
  const key = await stage.addKey(["links:read"]);
  await call("GET", "/nothing", undefined, { key });
  await portal.owner.query("update rate_limits set points = 3000");
  for (const [method, path] of [
    ["GET", "/nothing"],
    ["PUT", "/customers/1"],
    ["POST", "/customers"],
  ] as const)
    expect((await call(method, path, undefined, { key })).status).toBe(429);
});

it("a burst of one system leaves the database to others", async () => {
  const burst = Promise.all(
    Array.from({ length: 600 }, (_, index) => call("PUT", `/customers/burst-${index}`, {})),
  );
  const [idle, answered] = [pool().$client as unknown as { waitingCount: number }, [] as number[]];
  let isOver = false;
  void burst.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await pool().execute("select 1");
    answered.push(idle.waitingCount);
  }
  const statuses = (await burst).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([201, 429]));
  // Nobody waits for a connection.
  expect(Math.max(...answered)).toBe(0);
});
