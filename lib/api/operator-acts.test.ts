// What the partner's systems do in the way that administrators do: export, correct, revoke.
import { desc } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { exportCustomer } from "@/lib/customers";
import { auditEvents, units } from "@/lib/db";
import { ownScope, type Permission } from "@/lib/scope";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";

let stage: ApiStage;
beforeAll(async () => {
  stage = await createApiStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.portal.owner.query("truncate customers, units cascade");
});

async function call(method: string, path: string, body?: unknown, key?: string) {
  const response = await stage.send(method, path, {
    key,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  return { status: response.status, body: answer, code: answer.type?.split("#problem-")[1] };
}

const readLast = async () =>
  (await stage.portal.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1))[0];

it("exports what the customer can download, to keys with this scope only", async () => {
  const emily = await stage.portal.addCustomer({ externalId: "1", name: "Emily" });
  await stage.portal.addDevice(emily, modelIds.printer, { serial: "SN-1" });
  const { status, body } = await call("GET", "/customers/1/export");
  const own = JSON.parse(JSON.stringify(await exportCustomer(ownScope(emily))));
  const { staffEvents, ...recorded } = own;
  expect(staffEvents).toMatchObject([{ event: "customer.exported", reason: null }]);
  expect([status, body]).toEqual([200, { ...recorded, staffEvents: [], exportedAt: expect.any(String) }]);
  expect(await readLast()).toMatchObject({
    event: "customer.exported",
    actorKind: "client",
    customerIds: [emily.id],
  });
  expect(await call("GET", "/customers/2/export")).toMatchObject({ status: 404, code: "not-found" });
  const others: Permission[] = ["catalogue:write", "customers:write", "devices:write", "links:read"];
  expect(await call("GET", "/customers/1/export", undefined, await stage.addKey(others))).toMatchObject({
    ...{ status: 403, code: "scope-missing" },
  });
  const only = await stage.addKey(["customers:export"]);
  expect((await call("GET", "/customers/1/export", undefined, only)).status).toBe(200);
  expect((await call("GET", "/customers/1", undefined, only)).status).toBe(403);
});

it("exports nothing that cannot be recorded", async () => {
  await stage.portal.addCustomer({ externalId: "1" });
  await stage.portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    expect(await call("GET", "/customers/1/export")).toMatchObject({ status: 503, code: "unrecorded" });
  } finally {
    await stage.portal.owner.query("grant insert on audit_events to larder_app");
  }
});

it("corrects the model of a device", async () => {
  await call("PUT", "/customers/1", {});
  const [wrong, right] = [modelIds.printer, modelIds.coffee].map(
    (model) => `/models/${model}/devices/SN-1`,
  ) as [string, string];
  await call("PUT", wrong, { owner: "1", name: "Office" });
  expect(await call("PATCH", wrong, { modelId: modelIds.coffee })).toMatchObject({
    ...{ status: 200, body: { modelId: modelIds.coffee, name: "Office", owner: "1" } },
  });
  expect((await call("GET", wrong)).status).toBe(404);
  for (const [path, modelId, status, code] of [
    [wrong, modelIds.coffee, 409, "device-gone"],
    [right, modelIds.coffee, 409, "model-same"],
    [right, "NONE", 404, "model-unknown"],
    [right.replace("SN-1", "sn1"), modelIds.printer, 409, "serial-conflict"],
    [right, "", 422, "malformed"],
  ] as const)
    expect(await call("PATCH", path, { modelId })).toMatchObject({ status, code });
});

const list = (...serials: string[]) => ({
  units: serials.map((serial) => ({ modelId: modelIds.printer, serial })),
  reason: "Stolen, T-1",
});

it("revokes units, and says what became of each", async () => {
  await call("PUT", "/customers/1", {});
  await call("PUT", `/models/${modelIds.printer}/devices/SN-1`, { owner: "1" });
  await call("PUT", `/models/${modelIds.printer}/units/SN-2`, { code: "7KQXM3WPHT2F" });
  const outcomes = async (...serials: string[]) =>
    (await call("POST", "/units/revoke", list(...serials))).body.units.map(
      ({ outcome }: { outcome: string }) => outcome,
    );
  expect(await outcomes("sn1", "SN-2", "SN-3")).toEqual(["revoked", "blocked", "unknown"]);
  expect(await readLast()).toMatchObject({ event: "devices.revoked", actorKind: "client", customerIds: [] });
  expect(await outcomes("SN-1", "SN-2", "SN-3")).toEqual(["unchanged", "unknown", "unknown"]);
  expect(await stage.portal.db.$count(units)).toBe(0);
  expect((await call("GET", `/models/${modelIds.printer}/devices/SN-1`)).body).toMatchObject({
    removedBy: "partner",
  });
});

it.each([
  [list(), "/units", "must name a unit"],
  [list(...Array.from({ length: 501 }, (_, n) => `B-${n}`)), "/units", "must have at most 500"],
  [list("SN-1", "SN-2", "sn 1"), "/units/2", "is listed twice"],
  [{ ...list("SN-1"), reason: "" }, "/reason", "must not be empty"],
  [{ units: list("SN-1").units }, "/reason", expect.any(String)],
  [{ ...list("SN-1"), dryRun: true }, "/dryRun", "is not a known field"],
])("refuses a list (%#) at %2$s", async (body, pointer, detail) => {
  const answer = await call("POST", "/units/revoke", body);
  expect([answer.status, answer.body.errors]).toEqual([422, expect.arrayContaining([{ pointer, detail }])]);
});
