import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { apiKeys, transaction } from "@/lib/db";
import { type Id, permissions } from "@/lib/scope";
import { type Staff, system, type Viewer } from "@/lib/viewer";
import { countQueries, createTestStage, type TestStage } from "@/tests/stage";
import { createKey, findClient, findKey, isWellFormedKey, listKeys, type NewKey, revokeKey } from ".";
import { hashKey, newKey } from "./key-text";

let portal: TestStage;
let ada: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("alter table audit_events disable trigger audit_events_keep");
  await portal.owner.query("truncate audit_events, audit_notes, api_keys");
  await portal.owner.query("alter table audit_events enable always trigger audit_events_keep");
});

const shop: NewKey = { name: "Web shop", scopes: ["customers:write", "links:read"], days: 90 };
const network = "192.0.2.0/24";
const day = 24 * 3600_000;

async function make(given: Partial<NewKey & { id: Id }> = {}, viewer: Viewer = ada) {
  const created = await createKey(viewer, { ...shop, ...given });
  return created.ok
    ? { ...created.value, id: created.value.id as Id }
    : expect.unreachable(created.problems[0].code);
}

const readRecorded = async () =>
  (
    await portal.owner.query(
      "select event, actor_kind, actor_id, details, network from audit_events left join audit_notes on event_id = id order by id",
    )
  ).rows;

const setKey = (id: string, change: string) =>
  portal.owner.query(`update api_keys set ${change} where id = $1`, [id]);

it("makes a key, stores only its hash, and records all but the key", async () => {
  const { id, text, hint, expiresAt } = await make({ scopes: [...shop.scopes, "links:read"] });
  expect(isWellFormedKey(text)).toBe(true);
  expect(Math.abs(expiresAt.getTime() - Date.now() - 90 * day)).toBeLessThan(60_000);
  const { rows } = await portal.owner.query("select to_jsonb(k)::text as row, key_hash from api_keys k");
  expect(rows).toHaveLength(1);
  expect(rows[0].key_hash).toEqual(hashKey(text));
  expect(rows[0].row).not.toContain(text.slice(7));
  expect(await listKeys(ada)).toMatchObject([
    { id, hint, ...{ name: "Web shop", scopes: shop.scopes, createdBy: "Sam", expiresAt, state: "active" } },
  ]);
  const details = { keyId: id, name: "Web shop", scopes: shop.scopes, expiresAt: expiresAt.toISOString() };
  expect(await readRecorded()).toEqual([
    { event: "key.created", actor_kind: "staff", actor_id: ada.id, details, network: ada.network },
  ]);
});

it("makes no second key for one form", async () => {
  const id = crypto.randomUUID() as Id;
  const { text } = await make({ id });
  const again = await createKey(ada, { ...shop, id });
  expect(again).toMatchObject({ ok: false, problems: [{ code: "key-exists" }] });
  expect(await findClient(text, null)).not.toBeNull();
  expect([await portal.db.$count(apiKeys), (await readRecorded()).length]).toEqual([1, 1]);
});

it("makes keys for the command, which nobody signed in for", async () => {
  const { id } = await make({}, system);
  expect(await findKey(system, id)).toMatchObject({ createdBy: null });
  expect(await readRecorded()).toMatchObject([{ actor_kind: "system", actor_id: null }]);
});

it("finds the client of a key, and notes its use to the minute", async () => {
  const { id, text, expiresAt } = await make();
  const [found, queries] = await countQueries(() => findClient(text, network));
  expect(found).toEqual({ client: { kind: "client", id, scopes: shop.scopes, network }, expiresAt });
  expect(queries).toBe(1);
  const key = await findKey(ada, id);
  expect(key?.usedFrom).toBe(network);
  expect(key?.usedAt?.getTime()).toBe(Math.floor((key?.usedAt?.getTime() ?? 0) / 60_000) * 60_000);
  expect(Date.now() - (key?.usedAt?.getTime() ?? 0)).toBeLessThan(120_000);
});

it("writes a use at most once a minute", async () => {
  const { id, text } = await make();
  const readVersion = async () =>
    (await portal.owner.query("select xmin::text, used_from from api_keys where id = $1", [id])).rows[0];
  // An hour ahead, so that the test does not depend on a minute that ends meanwhile.
  await setKey(id, "used_at = date_trunc('minute', now()) + interval '1 hour', used_from = 'there'");
  const noted = await readVersion();
  await findClient(text, network);
  expect(await readVersion()).toEqual(noted);
  await setKey(id, "used_at = now() - interval '61 seconds'");
  await findClient(text, null);
  expect(await readVersion()).toMatchObject({ used_from: null });
});

it("answers twenty requests at once without waiting for a locked row", async () => {
  const { id, text } = await make();
  await portal.owner.query("begin");
  await portal.owner.query("select 1 from api_keys where id = $1 for update", [id]);
  const found = await Promise.all(Array.from({ length: 20 }, () => findClient(text, network)));
  await portal.owner.query("rollback");
  expect(found.every((each) => each?.client.id === id)).toBe(true);
  expect(await findKey(ada, id)).toMatchObject({ usedAt: null });
});

it.each([
  ["an unknown key", async () => newKey()],
  ["a mistyped key", async () => `${(await make()).text.slice(0, -1)}!`],
  ["no key", async () => ""],
  ["a key with NUL", async () => `${(await make()).text}\0`],
  ["a very long text", async () => "lk_".repeat(10_000)],
  [
    "a revoked key",
    async () => {
      const { id, text } = await make();
      await revokeKey(ada, id);
      return text;
    },
  ],
  [
    "an expired key",
    async () => {
      const { id, text } = await make();
      await setKey(id, "expires_at = now()");
      return text;
    },
  ],
])("answers %s with null, from one query", async (_, prepare) => {
  const text = await prepare();
  expect(await countQueries(() => findClient(text, network))).toEqual([null, 1]);
  expect((await listKeys(ada)).every(({ usedAt }) => usedAt === null)).toBe(true);
});

it("revokes a key once, and the next request is refused", async () => {
  const { id, text } = await make();
  expect(await findClient(text, null)).not.toBeNull();
  expect(await revokeKey(ada, id)).toEqual({ ok: true, value: { isFirst: true } });
  expect(await findClient(text, null)).toBeNull();
  const { revokedAt } = (await findKey(ada, id)) ?? {};
  expect(await revokeKey(system, id)).toEqual({ ok: true, value: { isFirst: false } });
  expect(await findKey(ada, id)).toMatchObject({ revokedAt, state: "revoked" });
  expect((await readRecorded()).slice(1)).toMatchObject([
    { event: "key.revoked", actor_id: ada.id, details: { keyId: id, name: "Web shop" } },
  ]);
});

it("records one revocation of twenty at once", async () => {
  const { id } = await make();
  const revoked = await portal.atOnce("api_keys", 20, () => revokeKey(ada, id));
  expect(revoked.filter((each) => each.ok && each.value.isFirst)).toHaveLength(1);
  expect(revoked.every(({ ok }) => ok)).toBe(true);
  expect((await readRecorded()).filter(({ event }) => event === "key.revoked")).toHaveLength(1);
});

it("finds no key to revoke by an unknown id", async () => {
  expect(await revokeKey(ada, crypto.randomUUID() as Id)).toMatchObject({
    problems: [{ code: "not-found" }],
  });
  expect(await readRecorded()).toEqual([]);
});

it("lists keys in use first, newest first, with their states", async () => {
  for (const [name, change] of [
    ["expired", "expires_at = now() - interval '1 second'"],
    ["expiring", "expires_at = now() + interval '13 days'"],
    ["active", "expires_at = now() + interval '15 days', created_at = now() - interval '1 day'"],
    [
      "revoked",
      "revoked_at = now(), expires_at = now() - interval '1 day', created_at = now() - interval '1 day'",
    ],
  ] as const)
    await setKey((await make({ name })).id, change);
  const listed = (await listKeys(ada)).map(({ name, state }) => [name, state]);
  expect(listed).toEqual(["expiring", "active", "expired", "revoked"].map((state) => [state, state]));
});

it.each([
  ["support", async (): Promise<Viewer> => portal.addStaff("support")],
  ["a customer", async (): Promise<Viewer> => portal.addCustomer()],
  [
    "a key with every scope",
    async (): Promise<Viewer> => ({
      kind: "client",
      id: crypto.randomUUID(),
      scopes: permissions,
      network,
    }),
  ],
])("refuses %s", async (_, find) => {
  const viewer = await find();
  const { id, text } = await make();
  const notFound = { ok: false, problems: [{ code: "not-found" }] };
  expect(await createKey(viewer, shop)).toEqual(notFound);
  expect(await revokeKey(viewer, id)).toEqual(notFound);
  expect([await listKeys(viewer), await findKey(viewer, id)]).toEqual([[], null]);
  expect(await findClient(text, null)).not.toBeNull();
  expect(await readRecorded()).toHaveLength(1);
});

it("changes nothing that cannot be recorded", async () => {
  const { id, text } = await make();
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    expect(await createKey(ada, shop)).toMatchObject({ problems: [{ code: "unrecorded" }] });
    expect(await revokeKey(ada, id)).toMatchObject({ problems: [{ code: "unrecorded" }] });
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
  expect(await portal.db.$count(apiKeys)).toBe(1);
  expect(await findClient(text, null)).not.toBeNull();
});

it("joins a transaction: rolled back, it leaves no key, no revocation and no event", async () => {
  const { id, text } = await make();
  const undone = transaction(async (tx) => {
    await createKey(ada, shop, tx);
    await revokeKey(ada, id, tx);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await portal.db.select().from(apiKeys).where(eq(apiKeys.id, id))).toMatchObject([
    { revokedAt: null },
  ]);
  expect([await portal.db.$count(apiKeys), (await readRecorded()).length]).toEqual([1, 1]);
  expect(await findClient(text, null)).not.toBeNull();
});
