import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/viewer";
import { countQueries, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import type { Need } from "./types";
import { viewOverview } from "./view-overview";

let portal: TestStage;
let ada: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
});
afterAll(() => portal.stop());

/** A portal in which nothing needs a hand: two models that were tried, and a customer with a number. */
beforeEach(async () => {
  await portal.owner.query(
    "truncate imports, import_parts, import_rejects, api_keys, data_faults, customers, devices cascade",
  );
  await portal.owner.query("update device_models set tried_at = now(), countries = '{DE}'");
  await portal.addCustomer({ externalId: "4711" });
});

const findNeeds = async (): Promise<Need[]> => (await viewOverview(ada)).needs;
const listKinds = async () => (await findNeeds()).map(({ kind }) => kind);

type ImportRow = Partial<Record<"name" | "state" | "created" | "moved", string>>;

/** Inserts an import. @param row with its times as an age, such as "2 days" @returns its id */
async function addImport({ name = "customers.csv", state = "applied", ...row }: ImportRow = {}) {
  const { created = "0", moved = created } = row;
  const { rows } = await portal.owner.query(
    `insert into imports (file_name, source, lines, state, created_at, moved_at)
     values ($1, 'browser', 9, $2, now() - $3::interval, now() - $4::interval) returning id`,
    [name, state, created, moved],
  );
  return rows[0].id as string;
}

/** Inserts a checked import with the file that waits to be applied. */
async function addWaiting(row: ImportRow = {}) {
  const id = await addImport({ state: "checked", ...row });
  await portal.owner.query("insert into import_parts values ($1, 0, 'x')", [id]);
  return id;
}

/** Inserts refused rows of an import. */
const refuse = (importId: string, count: number, code: string, modelId: string | null = null, from = 1) =>
  portal.owner.query(
    `insert into import_rejects (import_id, line, cells, reasons, model_id)
     select $1, line, '{x}', $2, $3 from generate_series($5::int, $5::int + $4::int - 1) line`,
    [importId, JSON.stringify([{ code: "empty", field: "name" }, { code }]), modelId, count, from],
  );

const addKey = (name: string, expires: string, used: string | null, revoked = false) =>
  portal.owner.query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at, used_at, revoked_at)
     values ($1, $2, 'lk_0000', '{links:read}', now() + $3::interval, now() - $4::interval, case when $5 then now() end)`,
    [name, crypto.randomUUID(), expires, used, revoked],
  );

const addFault = () =>
  portal.owner.query(
    "insert into data_faults (kind, subject, field, value) values ('model', 'X', 'drawing', 'y')",
  );

it("finds nothing where nothing needs a hand", async () => expect(await findNeeds()).toEqual([]));

describe("an import", () => {
  it.each(["checking", "applying"])("that stopped while %s", async (state) => {
    const importId = await addImport({ state, created: "2 hours", moved: "6 minutes" });
    expect(await findNeeds()).toEqual([
      { kind: "import-stopped", count: 1, name: "customers.csv", importId },
    ]);
  });

  it("that failed", async () => {
    const importId = await addImport({ state: "failed", created: "6 days" });
    expect(await findNeeds()).toEqual([{ kind: "import-failed", count: 1, name: "customers.csv", importId }]);
  });

  it("that waits to be applied", async () => {
    const importId = await addWaiting();
    expect(await findNeeds()).toEqual([
      { kind: "import-waiting", count: 1, name: "customers.csv", importId },
    ]);
  });

  it("names the newest of several", async () => {
    await addImport({ name: "a.csv", state: "failed", created: "3 hours" });
    const importId = await addImport({ name: "c.csv", state: "failed", created: "1 hour" });
    await addImport({ name: "b.csv", state: "failed", created: "2 hours" });
    expect(await findNeeds()).toEqual([{ kind: "import-failed", count: 3, name: "c.csv", importId }]);
  });

  it.each<[string, ImportRow]>([
    ["runs", { state: "applying", created: "2 hours", moved: "4 minutes" }],
    ["is done", { state: "applied" }],
    ["failed long ago", { state: "failed", created: "8 days" }],
    ["was only checked, by the command", { state: "checked" }],
  ])("that %s needs nothing", async (_, row) => {
    await addImport(row);
    expect(await findNeeds()).toEqual([]);
  });

  it.each(["checking", "failed", "checked"])(
    "that is %s is settled by a newer one of its file",
    async (state) => {
      const make = state === "checked" ? addWaiting : addImport;
      await make({ state, created: "1 hour" });
      await addImport({ name: "devices.csv" });
      expect(await findNeeds()).toHaveLength(1);
      await addImport({ created: "10 minutes" });
      expect(await findNeeds()).toEqual([]);
    },
  );
});

describe("refused rows", () => {
  it("that name models which the catalogue lacks", async () => {
    const importId = await addImport({ created: "6 days" });
    await refuse(importId, 312, "model-unknown", "RX-999");
    expect(await findNeeds()).toEqual([
      { kind: "models-unknown", refused: { count: 312, isCut: false, importId } },
    ]);
  });

  it("count as others once the catalogue has the model", async () => {
    const importId = await addImport();
    await refuse(importId, 2, "model-unknown", modelIds.printer);
    await refuse(importId, 1, "malformed", "RX-999", 3);
    const refused = { count: 3, isCut: false, importId };
    expect(await findNeeds()).toEqual([{ kind: "rows-refused", refused }]);
    await refuse(importId, 1, "model-unknown", "RX-999", 4);
    expect(await findNeeds()).toEqual([
      { kind: "models-unknown", refused: { ...refused, count: 1 } },
      { kind: "other-rows-refused", refused },
    ]);
  });

  it("belong to no import when several refused some", async () => {
    for (const name of ["a.csv", "b.csv"]) await refuse(await addImport({ name }), 2, "malformed");
    const refused = { count: 4, isCut: false, importId: null };
    expect(await findNeeds()).toEqual([{ kind: "rows-refused", refused }]);
  });

  it.each([
    ["older than a week", "8 days", false],
    ["of an import before the newest of its file", "1 hour", true],
  ])("%s need nothing", async (_, created, isLater) => {
    const importId = await addImport({ created });
    await refuse(importId, 1, "model-unknown", "RX-999");
    await refuse(importId, 1, "malformed", null, 2);
    if (isLater) await addImport();
    expect(await findNeeds()).toEqual([]);
  });

  it("are not all counted when there are very many", async () => {
    const importId = await addImport();
    await refuse(importId, 10_001, "malformed");
    expect(await findNeeds()).toEqual([
      { kind: "rows-refused", refused: { count: 10_000, isCut: true, importId } },
    ]);
  });
});

describe("a key", () => {
  it.each([
    ["keys-expired", "-6 days"],
    ["keys-expiring", "13 days"],
  ])("%s", async (kind, expires) => {
    await addKey("Web shop", expires, "10 days");
    const key = { name: "Web shop", expiresAt: expect.any(Date) };
    expect(await findNeeds()).toEqual([{ kind, count: 1, ...key }]);
    await addKey("App", `${expires} -1 hour`, "1 day");
    expect(await findNeeds()).toEqual([{ kind, count: 2, ...key, name: "App" }]);
  });

  it.each([
    ["that lasts", "15 days", "1 day", false],
    ["that expired long ago", "-8 days", "9 days", false],
    ["that nobody used", "1 day", null, false],
    ["that nobody uses any more", "1 day", "15 days", false],
    ["that was revoked", "1 day", "1 day", true],
  ])("%s needs nothing", async (_, expires, used, revoked) => {
    await addKey("Web shop", expires, used, revoked);
    expect(await findNeeds()).toEqual([]);
  });
});

it("tells of values that an upgrade set aside", async () => {
  await addFault();
  await addFault();
  expect(await findNeeds()).toEqual([{ kind: "old-values", count: 2 }]);
});

it.each([
  ["countries = '{}'", 1],
  ["tried_at = null", 1],
  ["tried_at = null, countries = '{}'", 1],
  ["names = '{}'", 0],
])("tells of models that are not ready: %s", async (change, count) => {
  await portal.owner.query(`update device_models set ${change} where model_id = $1`, [modelIds.printer]);
  expect(await findNeeds()).toEqual(count > 0 ? [{ kind: "models-unready", count }] : []);
});

describe("a portal just set up", () => {
  it("needs customers with a number", async () => {
    await portal.owner.query("update customers set external_id = null");
    expect(await findNeeds()).toEqual([{ kind: "no-customers" }]);
  });

  it("needs models first", async () => {
    await portal.owner.query("truncate customers cascade");
    await portal.owner.query("begin; delete from device_models");
    try {
      // Only this connection sees the catalogue empty.
      expect((await viewOverview(ada, portal.db)).needs).toEqual([{ kind: "no-models" }]);
    } finally {
      await portal.owner.query("rollback");
    }
  });
});

it("tells of five at most, the most severe first", async () => {
  await portal.owner.query("update device_models set tried_at = null");
  await addFault();
  await addKey("App", "1 day", "1 day");
  expect(await listKinds()).toEqual(["keys-expiring", "old-values", "models-unready"]);
  await addKey("Web shop", "-1 day", "2 days");
  await addWaiting({ name: "waiting.csv" });
  expect(await listKinds()).toEqual([
    ...["import-waiting", "keys-expired", "keys-expiring", "old-values", "models-unready"],
  ]);
  const importId = await addImport({ name: "devices.csv" });
  await refuse(importId, 1, "malformed");
  await refuse(importId, 1, "model-unknown", "RX-999", 2);
  expect(await listKinds()).toEqual([
    ...["models-unknown", "other-rows-refused", "import-waiting", "keys-expired", "keys-expiring"],
  ]);
  await addImport({ name: "failed.csv", state: "failed" });
  await addImport({ name: "stopped.csv", state: "checking", created: "1 hour" });
  expect(await listKinds()).toEqual([
    ...["import-stopped", "import-failed", "models-unknown", "other-rows-refused", "import-waiting"],
  ]);
});

it("is nothing to anyone else, and asks the database nothing for them", async () => {
  await addFault();
  await addImport({ state: "failed" });
  const client = {
    kind: "client",
    id: crypto.randomUUID(),
    scopes: ["customers:read"],
    network: null,
  } as const;
  for (const viewer of [await portal.addStaff("support"), await portal.addCustomer(), client]) {
    const [overview, queries] = await countQueries(() => viewOverview(viewer));
    expect(overview).toEqual({ needs: [], changes: [], imports: [], writes: [] });
    expect(queries).toBe(0);
  }
});
