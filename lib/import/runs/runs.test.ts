import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  auditEvents,
  changes,
  customers,
  devices,
  importParts,
  importRejects,
  imports,
  staff,
} from "@/lib/db";
import {
  continueRun,
  createCounts,
  createFindings,
  createRehearsal,
  createWriter,
  discardRun,
  exportRejects,
  findRun,
  type ImportRun,
  listRejects,
  listRuns,
  readFile,
  requestApply,
  requestCheck,
  runFile,
  storeFile,
} from "@/lib/import";
import { refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { cutInto } from "@/tests/import-files";
import { pressApply, readRun, sendFile, work } from "@/tests/import-stage";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { breakOffRun } from "./continue-run";
import { RunMoved } from "./store-run";

let portal: TestStage;
let ada: Staff;
let sam: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  [ada, sam] = [await portal.addStaff("admin"), await portal.addStaff("support")];
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers, imports]) await portal.db.delete(table);
  await portal.owner.query("delete from pgboss.job");
});

const countJobs = async () =>
  (await portal.owner.query("select data from pgboss.job where name = 'import'")).rows.length;
const countTables = () =>
  Promise.all([customers, devices, auditEvents, changes].map((table) => portal.db.$count(table)));
const nobody = "00000000-0000-4000-8000-000000000000" as Id;

/** Goes on with an import as a worker that stood still meanwhile. */
async function goOnFrom({ id, options, line }: Pick<ImportRun, "id" | "options" | "line">): Promise<void> {
  const writer = createWriter(ada) ?? expect.unreachable("an administrator may not write");
  const [stored] = await portal.db.select().from(imports).where(eq(imports.id, id));
  const { attempt, createdAt: since } = stored ?? expect.unreachable("the import is gone");
  const run = { id, attempt, since, options, line, findings: createFindings() };
  for await (const _ of runFile(writer, run, readFile(id), { matchEmail: false }));
}

/** A file of so many customers; every hundredth has an odd country. */
const write = (amount: number) =>
  `Customer number,Name,Country\n${Array.from(
    { length: amount },
    (_, index) => `${index},Emily ${index},${index % 100 === 99 ? "Atlantis" : "Deutschland"}\n`,
  ).join("")}`;
const rejectedOf = async (importId: Id) => {
  const isOfIt = eq(importRejects.importId, importId);
  const rows = await portal.db.select().from(importRejects).where(isOfIt).orderBy(importRejects.line);
  return rows.map(({ line }) => line);
};

describe("a file", () => {
  it("is seen only when it has arrived, and its work is queued", async () => {
    const stored = await storeFile(ada, "x.csv", cutInto(Buffer.from(write(1)), [10]), 1000);
    expect(stored).toMatchObject({ ok: true, value: { lines: 3 } });
    expect([(await listRuns(ada, null)).runs, await countJobs()]).toEqual([[], 0]);
    const importId = await sendFile(ada, write(1), { sync: true });
    expect((await listRuns(ada, null)).runs).toMatchObject([
      {
        ...{ id: importId, fileName: "people.csv", source: "browser", state: "checking", createdBy: "Sam" },
        ...{ options: { sync: true }, reading: null, lines: 3, isStuck: false, hasFile: true, writes: false },
      },
    ]);
    expect(await countJobs()).toBe(1);
  });

  it("is stored byte by byte, in parts", async () => {
    const bytes = Buffer.alloc(2_500_000, "0123456789\n");
    await storeFile(ada, "x", cutInto(bytes, [70_000]), bytes.length);
    const parts = await portal.db.select().from(importParts).orderBy(importParts.part);
    expect(parts.length).toBeGreaterThan(2);
    expect(Buffer.concat(parts.map((part) => part.bytes)).equals(bytes)).toBe(true);
  });

  it.each([
    ["empty", "file-empty", 0],
    ["larger than allowed", "file-large", 2_000_001],
  ] as const)("that is %s leaves nothing", async (_, code, size) => {
    const bytes = cutInto(Buffer.alloc(size, "a"), [65_536]);
    expect(await storeFile(ada, "x", bytes, 2_000_000)).toEqual(refuse(code));
    expect([await portal.db.$count(imports), await portal.db.$count(importParts)]).toEqual([0, 0]);
  });

  it("that breaks off leaves nothing", async () => {
    async function* breakOff() {
      yield Buffer.alloc(1_500_000, "a");
      throw new Error("the connection ended");
    }
    await expect(storeFile(ada, "x", breakOff(), 2_000_000)).rejects.toThrow("the connection ended");
    expect(await portal.db.$count(imports)).toBe(0);
  });

  it("keeps a name that PostgreSQL can store", async () => {
    await sendFile(ada, write(1), {}, `${"ü".repeat(300)}\0\ud800.csv`);
    const [run] = (await listRuns(ada, null)).runs;
    expect(run?.fileName).toMatch(/^ü{194}\ufffd\ufffd\.csv$/);
  });
});

describe("a check", () => {
  it("finds out and writes nothing but its findings", async () => {
    const importId = await sendFile(ada, write(250));
    const before = await countTables();
    await work(importId);
    expect(await countTables()).toEqual(before);
    expect(await readRun(ada, importId)).toMatchObject({
      ...{ state: "checked", line: 251, fault: null, hasFile: true, writes: false },
      findings: {
        counts: { ...createCounts(), customers: { ...createCounts().customers, new: 248, rejected: 2 } },
        repairs: [{ code: "country", value: "Deutschland", to: "DE", count: 248 }],
      },
    });
    expect(await rejectedOf(importId)).toEqual([101, 201]);
  });

  it("of a file that nobody knows says what is known, and goes on with the right fields", async () => {
    const importId = await sendFile(ada, "Alpha;Land\n1;DE\n");
    await work(importId);
    const { reading, ...run } = await readRun(ada, importId);
    expect(run).toMatchObject({ state: "failed", fault: { code: "columns-missing" }, hasFile: true });
    expect(reading).toMatchObject({
      ...{ delimiter: ";", target: "customer" },
      columns: [
        { header: "Alpha", field: null },
        { header: "Land", field: "country" },
      ],
    });
    expect(await requestCheck(ada, importId, { map: { Alpha: "externalId" } })).toEqual(succeed(undefined));
    expect(await readRun(ada, importId)).toMatchObject({ state: "checking", fault: null, finishedAt: null });
    await work(importId);
    expect(await readRun(ada, importId)).toMatchObject({
      state: "checked",
      findings: { counts: { customers: { new: 1 } } },
    });
  });

  it("that cannot read the file forgets how it was read before", async () => {
    const importId = await sendFile(ada, "Customer number,Name\n1,Zoë\n");
    await work(importId);
    await requestCheck(ada, importId, { encoding: "utf-16le" });
    await work(importId);
    expect(await readRun(ada, importId)).toMatchObject({ state: "failed", reading: null });
  });

  it("forgets what the check before found", async () => {
    const importId = await sendFile(ada, "Customer number,Country\n1,Atlantis\n");
    await work(importId);
    expect(await rejectedOf(importId)).toEqual([2]);
    await requestCheck(ada, importId, { map: { Country: "-" } });
    expect(await rejectedOf(importId)).toEqual([]);
    await work(importId);
    expect((await readRun(ada, importId)).findings.counts.customers).toMatchObject({ new: 1, rejected: 0 });
  });

  it.each(["checking", "applying", "applied"] as const)("does not begin again while %s", async (state) => {
    const importId = await sendFile(ada, write(1));
    await portal.db.update(imports).set({ state });
    expect(await requestCheck(ada, importId, {})).toEqual(refuse("import-changed"));
    await portal.db.update(imports).set({ movedAt: new Date(Date.now() - 6 * 60_000) });
    const isOpen = state !== "applied";
    expect((await readRun(ada, importId)).isStuck).toBe(isOpen);
    expect((await requestCheck(ada, importId, {})).ok).toBe(isOpen);
  });
});

describe("applying", () => {
  it("writes what was checked, once, however often it is pressed", async () => {
    const importId = await sendFile(ada, write(250));
    await work(importId);
    const seen = (await readRun(ada, importId)).finishedAt?.toISOString() ?? "";
    const pressed = await portal.atOnce("imports", 5, () => requestApply(ada, importId, seen));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(pressed.find(({ ok }) => !ok)).toEqual(refuse("import-changed"));
    expect(await countJobs()).toBe(2);
    await work(importId);
    expect(await readRun(ada, importId)).toMatchObject({
      ...{ state: "applied", hasFile: false, writes: true },
      findings: { counts: { customers: { new: 248, rejected: 2 } } },
    });
    expect(await portal.db.$count(customers)).toBe(248);
    expect(await rejectedOf(importId)).toEqual([101, 201]);
    const [event] = await portal.db.select().from(auditEvents).where(eq(auditEvents.event, "import.written"));
    expect(event).toMatchObject({ actorId: ada.id, role: "admin", details: { importId, customers: 248 } });
    expect(await requestApply(ada, importId, seen)).toEqual(refuse("import-changed"));
  });

  it("refuses what was not checked, or not as the administrator saw it", async () => {
    const importId = await sendFile(ada, write(1));
    expect(await requestApply(ada, importId, "")).toEqual(refuse("import-changed"));
    await work(importId);
    expect(await requestApply(ada, importId, "2026-01-31T09:00:00.000Z")).toEqual(refuse("import-changed"));
    const seen = (await readRun(ada, importId)).finishedAt?.toISOString() ?? "";
    await requestCheck(ada, importId, { target: "device" });
    await work(importId);
    expect(await requestApply(ada, importId, seen)).toEqual(refuse("import-changed"));
    expect((await readRun(ada, importId)).state).toBe("failed");
    expect(await pressApply(ada, importId)).toEqual(refuse("import-changed"));
  });

  it.each(["+275760-09-13T00:00:00.000Z", "0000-01-01T00:00:00Z", "yesterday", ""])(
    "refuses the moment %j",
    async (moment) => {
      const importId = await sendFile(ada, write(1));
      await work(importId);
      expect(await requestApply(ada, importId, moment)).toEqual(refuse("import-changed"));
    },
  );

  it("fails with words if whoever pressed is no administrator any longer", async () => {
    const eve = await portal.addStaff("admin");
    const importId = await sendFile(ada, write(1));
    await work(importId);
    await pressApply(eve, importId);
    await portal.db.update(staff).set({ role: "support" }).where(eq(staff.id, eve.id));
    await work(importId);
    expect(await readRun(ada, importId)).toMatchObject({
      ...{ state: "failed", fault: { code: "writer-gone" }, writes: true, hasFile: true },
    });
    expect(await portal.db.$count(customers)).toBe(0);
  });

  it("that came to a stop keeps its file, and cannot be discarded", async () => {
    const importId = await sendFile(ada, write(1));
    await work(importId);
    await pressApply(ada, importId);
    await breakOffRun(importId, "AAAA-BBBB-CCCC");
    expect(await readRun(ada, importId)).toMatchObject({
      ...{ state: "failed", fault: { code: "broken-off", reference: "AAAA-BBBB-CCCC" }, writes: true },
    });
    expect(await discardRun(ada, importId)).toEqual(refuse("import-changed"));
    expect(await requestCheck(ada, importId, {})).toEqual(succeed(undefined));
  });
});

describe("a run that is stopped between two batches", () => {
  it.each([1, 2])("goes on, and nothing is doubled; batches of a turn: %i", async (most) => {
    const importId = await sendFile(ada, write(1700));
    expect(await work(importId, most)).toBeGreaterThan(1);
    const counts = { customers: { new: 1683, changed: 0, same: 0, left: 0, rejected: 17 } };
    expect((await readRun(ada, importId)).findings.counts).toMatchObject(counts);
    await pressApply(ada, importId);
    expect(await work(importId, most)).toBeGreaterThan(1);
    const { findings, line } = await readRun(ada, importId);
    expect([findings.counts, line]).toMatchObject([counts, 1701]);
    expect(findings.repairs).toMatchObject([{ count: 1683 }]);
    expect(await portal.db.$count(customers)).toBe(1683);
    expect(await rejectedOf(importId)).toHaveLength(17);
    const { rows } = await portal.owner.query(
      `select sum((details->>'customers')::int)::int as written from audit_events
       where event = 'import.written' and details->>'importId' = $1`,
      [importId],
    );
    expect(rows).toEqual([{ written: 1683 }]);
  });

  it("that dies inside a batch has not written it", async () => {
    const importId = await sendFile(ada, write(1200));
    await work(importId);
    await pressApply(ada, importId);
    await continueRun(importId, { matchEmail: false, mustStop: () => true });
    await portal.owner.query("revoke insert on audit_events from larder_app");
    await expect(work(importId)).rejects.toThrow("the audit could not be written");
    await portal.owner.query("grant insert on audit_events to larder_app");
    expect([await portal.db.$count(customers), (await readRun(ada, importId)).line]).toEqual([495, 501]);
    await work(importId);
    expect(await portal.db.$count(customers)).toBe(1188);
    expect((await readRun(ada, importId)).findings.counts.customers).toMatchObject({
      new: 1188,
      rejected: 12,
    });
  });

  it("that fails at its commit has not noted a batch", async () => {
    const importId = await sendFile(ada, write(200));
    await work(importId);
    await pressApply(ada, importId);
    await portal.owner.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
       create constraint trigger fail after insert on customers deferrable initially deferred
       for each row execute function fail()`,
    );
    await expect(work(importId)).rejects.toThrow();
    await portal.owner.query("drop function fail cascade");
    expect([await portal.db.$count(customers), (await readRun(ada, importId)).line]).toEqual([0, 0]);
    await work(importId);
    expect(await portal.db.$count(customers)).toBe(198);
  });

  it("is left alone by a worker that others have overtaken", async () => {
    const importId = await sendFile(ada, write(1200));
    await work(importId);
    await pressApply(ada, importId);
    const overtaken = await readRun(ada, importId);
    await continueRun(importId, { matchEmail: false, mustStop: () => true });
    const before = await readRun(ada, importId);
    expect(before.line).toBe(501);
    await expect(goOnFrom(overtaken)).rejects.toThrow(RunMoved);
    expect(await readRun(ada, importId)).toEqual(before);
    await work(importId);
    await expect(goOnFrom({ ...overtaken, line: 1201 })).rejects.toThrow(RunMoved);
  });

  it("is left alone by a worker of the check before", async () => {
    const importId = await sendFile(ada, write(600));
    const writer = createWriter(ada) ?? expect.unreachable("an administrator may not write");
    const [{ attempt, createdAt: since } = expect.unreachable("no import")] = await portal.db
      .select()
      .from(imports);
    const late = { attempt, since, id: importId, options: {}, line: 0, findings: createFindings() };
    const settings = { matchEmail: false, rehearsal: createRehearsal() };
    await work(importId);
    await pressApply(ada, importId);
    const steps = runFile(writer, late, readFile(importId), settings);
    await expect(steps.next()).rejects.toThrow(RunMoved);
    await work(importId);
    expect(await portal.db.$count(customers)).toBe(594);
  });

  it("has each batch done by one of two workers", async () => {
    const importId = await sendFile(ada, write(2600));
    await work(importId);
    await pressApply(ada, importId);
    await Promise.all([work(importId), work(importId)]);
    await work(importId);
    expect(await readRun(ada, importId)).toMatchObject({
      state: "applied",
      findings: { counts: { customers: { new: 2574, changed: 0, same: 0, rejected: 26 } } },
    });
    expect(await portal.db.$count(customers)).toBe(2574);
    expect(await rejectedOf(importId)).toHaveLength(26);
  });
});

describe("devices that the file no longer has", () => {
  const writeDevices = (from: number, to: number) =>
    `Model,Serial,Owner\n${Array.from({ length: to - from }, (_, index) => `${modelIds.printer},SN-${from + index},1\n`).join("")}`;

  it("are removed by turns and by two workers, each once", async () => {
    await portal.addCustomer({ externalId: "1" });
    const all = await sendFile(ada, writeDevices(0, 1300));
    await work(all);
    await pressApply(ada, all);
    await work(all);
    const fewer = await sendFile(ada, writeDevices(0, 1), { sync: true });
    await work(fewer);
    expect(await readRun(ada, fewer)).toMatchObject({
      ...{ state: "checked", fault: { code: "sync-many", devices: 1299, of: 1300 } },
      findings: { missing: { devices: 1299, of: 1300 }, counts: { removed: 0 } },
    });
    await requestCheck(ada, fewer, { sync: true, force: true });
    await work(fewer);
    expect(await readRun(ada, fewer)).toMatchObject({ state: "checked", fault: null });
    await pressApply(ada, fewer);
    await continueRun(fewer, { matchEmail: false, mustStop: () => true });
    await continueRun(fewer, { matchEmail: false, mustStop: () => true });
    const before = await readRun(ada, fewer);
    expect(before.findings.counts.removed).toBeGreaterThan(0);
    await expect(goOnFrom(before)).rejects.toThrow(RunMoved);
    expect(await readRun(ada, fewer)).toEqual(before);
    await Promise.all([work(fewer, 1), work(fewer, 1)]);
    await work(fewer);
    expect(await readRun(ada, fewer)).toMatchObject({
      state: "applied",
      findings: { counts: { removed: 1299, devices: { same: 1 } } },
    });
    const { rows } = await portal.owner.query(
      "select count(*)::int as count from devices where removed_at is null",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe("discarding", () => {
  it("takes the file along and stops the check", async () => {
    const importId = await sendFile(ada, write(1200));
    let asked = 0;
    await continueRun(importId, { matchEmail: false, mustStop: () => ++asked > 1 });
    expect(await discardRun(ada, importId)).toEqual(succeed(undefined));
    expect([await portal.db.$count(importParts), await portal.db.$count(importRejects)]).toEqual([0, 0]);
    expect(await continueRun(importId, { matchEmail: false, mustStop: () => false })).toBe(false);
    expect(await discardRun(ada, importId)).toEqual(refuse("not-found"));
  });

  it.each(["applying", "applied"] as const)("is refused once %s", async (state) => {
    const importId = await sendFile(ada, write(1));
    await portal.db.update(imports).set({ state });
    expect(await discardRun(ada, importId)).toEqual(refuse("import-changed"));
  });
});

describe("for others than administrators, and for unknown ids", () => {
  it("there is nothing", async () => {
    const importId = await sendFile(ada, write(100));
    await work(importId);
    for (const [viewer, id] of [
      [sam, importId],
      [ada, nobody],
    ] as const) {
      expect(await findRun(viewer, id)).toBeNull();
      for (const found of [
        await listRejects(viewer, id),
        await exportRejects(viewer, id),
        await requestCheck(viewer, id, {}),
        await requestApply(viewer, id, ""),
        await discardRun(viewer, id),
      ])
        expect(found).toEqual(refuse("not-found"));
    }
    expect(await listRuns(sam, null)).toEqual({ runs: [], older: null });
    expect(await storeFile(sam, "x", cutInto(Buffer.from("a"), [1]), 10)).toEqual(refuse("not-found"));
    expect(await continueRun("nonsense", { matchEmail: false, mustStop: () => false })).toBe(false);
  });
});

describe("rejected rows", () => {
  it.each([
    [
      "a number that none can be",
      `Customer number,Name\n1,Emily\n${randomBytes(6000).toString("base64")},Jonas\n`,
    ],
    [
      "a deep list",
      `{"type":"customer","externalId":"1"}\n{"type":${"[".repeat(30_000)}${"]".repeat(30_000)}}\n`,
    ],
  ])("hold nobody up: %s", async (_, content) => {
    const importId = await sendFile(ada, content);
    await work(importId);
    await pressApply(ada, importId);
    await work(importId);
    const rejected = await portal.db.select().from(importRejects);
    expect(rejected.map(({ externalId, reasons }) => [externalId, reasons])).toMatchObject([[null, [{}]]]);
    expect(await portal.db.$count(customers)).toBe(1);
  });

  it("know their customer, whatever is wrong with them", async () => {
    const importId = await sendFile(ada, "Customer number,Country\n10042,Atlantis\n");
    await work(importId);
    expect(await portal.db.select().from(importRejects)).toMatchObject([{ externalId: "10042" }]);
  });

  const countViews = () => portal.db.$count(auditEvents, eq(auditEvents.event, "import.viewed"));

  it("are recorded before they are shown, or not shown", async () => {
    const importId = await sendFile(ada, write(60_000));
    await work(importId);
    const before = await countViews();
    const shown = await listRejects(ada, importId);
    expect(shown).toMatchObject({ ok: true, value: { length: 100 } });
    expect(shown.ok && shown.value[0]).toEqual({
      line: 101,
      cells: ["99", "Emily 99", "Atlantis"],
      reasons: [{ code: "country-unknown", field: "country", value: "Atlantis" }],
    });
    const exported = await exportRejects(ada, importId);
    const lines: number[] = [];
    if (exported.ok) for await (const { line } of exported.value.rejects) lines.push(line);
    expect(lines).toEqual(Array.from({ length: 600 }, (_, index) => (index + 1) * 100 + 1));
    expect((await countViews()) - before).toBe(2);
    await portal.owner.query("revoke insert on audit_events from larder_app");
    expect(await listRejects(ada, importId)).toMatchObject({ problems: [{ code: "unrecorded" }] });
    expect(await exportRejects(ada, importId)).toMatchObject({ problems: [{ code: "unrecorded" }] });
    await portal.owner.query("grant insert on audit_events to larder_app");
  });

  it("of which there are none record nothing", async () => {
    const importId = await sendFile(ada, write(1));
    await work(importId);
    const before = await countViews();
    expect(await listRejects(ada, importId)).toEqual(succeed([]));
    expect(await exportRejects(ada, importId)).toEqual(refuse("not-found"));
    expect(await countViews()).toBe(before);
  });
});

it("lists twenty a page, newest first, each once", async () => {
  await portal.owner.query(
    `insert into imports (file_name, source, state, created_at, counts)
     select n::text, 'command', 'applied', now() - (n / 3) * interval '1 second', '{}' from generate_series(1, 45) n`,
  );
  const names: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page++) {
    const { runs, older } = await listRuns(ada, after);
    names.push(...runs.map(({ fileName }) => fileName));
    after = older;
  }
  expect(after).toBeNull();
  expect(names).toHaveLength(45);
  expect(new Set(names).size).toBe(45);
  expect((await listRuns(ada, "nonsense")).runs).toHaveLength(20);
});
