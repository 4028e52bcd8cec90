import { inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  devices,
  emailCodes,
  importParts,
  importRejects,
  imports,
  knownBrowsers,
  launches,
  rateLimits,
  readingHistory,
  readings,
  reportKeys,
  sessions,
  signIns,
  staffLaunches,
  transaction,
  visits,
} from "@/lib/db";
import { periodDays } from "@/lib/readings";
import { createTestStage, type TestStage } from "@/tests/stage";
import {
  purgeCodes,
  purgeDevices,
  purgeImportFiles,
  purgeImportRows,
  purgeImports,
  purgeKnownBrowsers,
  purgeLaunches,
  purgeLimits,
  purgeReadings,
  purgeReportKeys,
  purgeSessions,
  purgeSignIns,
  purgeStaffLaunches,
  purgeVisits,
} from ".";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [launches, staffLaunches, devices, sessions, emailCodes, rateLimits])
    await portal.db.delete(table);
});

const hour = 3600_000;
const subtractHours = (hours: number) => new Date(Date.now() - hours * hour);
let count = 0;
const createHash = () => Buffer.from(`${++count}`.padStart(32, "0"));

const addLaunch = async (openedAt: Date, deviceId: string | null = null, customerId?: string) => {
  const id = customerId ?? (await portal.addCustomer()).id;
  await portal.db.insert(launches).values({
    ...{ customerId: id, deviceId, card: "supplies", channel: "website", region: "EU" },
    ...{ browserHash: createHash(), openedAt, expiresAt: openedAt },
  });
};

// Idle limits: 10 hours for customers, 1 hour for staff; kept two days longer.
it.each([
  ["customer", { expiresAt: subtractHours(47) }, true],
  ["customer", { expiresAt: subtractHours(49) }, false],
  ["customer", { seenAt: subtractHours(57) }, true],
  ["customer", { seenAt: subtractHours(59) }, false],
  ["staff", { seenAt: subtractHours(48) }, true],
  ["staff", { seenAt: subtractHours(50) }, false],
] as const)("session of a %s, %o: kept %s", async (kind, times, kept) => {
  const person =
    kind === "staff"
      ? { staffId: (await portal.addStaff()).id }
      : { customerId: (await portal.addCustomer()).id };
  await portal.db
    .insert(sessions)
    .values({ ...person, tokenHash: createHash(), expiresAt: subtractHours(-1), ...times });
  expect(await purgeSessions(2, 10, 1)).toBe(kept ? 0 : 1);
  expect(await portal.db.$count(sessions)).toBe(kept ? 1 : 0);
});

it.each([
  [23, true],
  [25, false],
])("sign-in %i hours ago: kept %s", async (hours, kept) => {
  await portal.db.delete(signIns);
  const { id: customerId } = await portal.addCustomer();
  await portal.db.insert(signIns).values({ customerId, method: "oidc", at: subtractHours(hours) });
  expect(await purgeSignIns(1)).toBe(kept ? 0 : 1);
  expect(await portal.db.$count(signIns)).toBe(kept ? 1 : 0);
});

it.each([
  [23, true],
  [25, false],
])("launch opened %i hours ago: kept %s", async (hours, kept) => {
  await addLaunch(subtractHours(hours));
  expect(await purgeLaunches(1)).toBe(kept ? 0 : 1);
});

it.each([
  [23, true],
  [25, false],
])("staff launch opened %i hours ago: kept %s", async (hours, kept) => {
  const [{ id: customerId }, { id: staffId }] = [await portal.addCustomer(), await portal.addStaff()];
  await portal.db.insert(staffLaunches).values({
    ...{ staffId, customerId, card: "all-devices", region: "EU" },
    ...{ browserHash: createHash(), openedAt: subtractHours(hours), expiresAt: subtractHours(hours) },
  });
  expect(await purgeStaffLaunches(1)).toBe(kept ? 0 : 1);
  expect(await portal.db.$count(staffLaunches)).toBe(kept ? 1 : 0);
});

it.each([
  [23, true],
  [25, false],
])("visit %i hours ago: kept %s", async (hours, kept) => {
  await portal.db.delete(visits);
  await portal.db.insert(visits).values({
    ...{ modelId: "CM-2", vendorCode: "V1", card: "supplies", channel: "website", region: "EU" },
    ...{ browserHash: createHash(), openedAt: subtractHours(hours), expiresAt: subtractHours(hours) },
  });
  expect(await purgeVisits(1)).toBe(kept ? 0 : 1);
  expect(await portal.db.$count(visits)).toBe(kept ? 1 : 0);
});

it.each([
  ["in use", null, false, true],
  ["removed recently", subtractHours(23), false, true],
  ["removed long ago", subtractHours(25), false, false],
  ["removed long ago, with a launch", subtractHours(25), true, true],
])("device %s: kept %s", async (_what, removedAt, launched, kept) => {
  const owner = await portal.addCustomer();
  const id = await portal.addDevice(owner, undefined, { removedAt });
  if (launched) await addLaunch(subtractHours(1), id, owner.id);
  expect(await purgeDevices(1)).toBe(kept ? 0 : 1);
  expect(await portal.db.$count(devices)).toBe(kept ? 1 : 0);
});

it.each([
  [11, true],
  [13, false],
])("code requested %i hours ago, kept for half a day: %s", async (hours, kept) => {
  await portal.db.insert(emailCodes).values({
    ...{ purpose: "sign-in", email: "e@example.com", browserHash: createHash(), language: "en-US" },
    ...{ createdAt: subtractHours(hours), expiresAt: subtractHours(hours) },
  });
  expect(await purgeCodes(0.5)).toBe(kept ? 0 : 1);
});

it("removes browsers that were not seen for long, and no others", async () => {
  const [one, other] = [await portal.addCustomer(), await portal.addCustomer()];
  const browserHash = createHash();
  await portal.db.insert(knownBrowsers).values([
    { customerId: one.id, browserHash, seenAt: subtractHours(23) },
    { customerId: one.id, browserHash: createHash(), seenAt: subtractHours(25) },
    { customerId: other.id, browserHash, seenAt: subtractHours(25) },
  ]);
  expect(await purgeKnownBrowsers(1)).toBe(2);
  expect(await portal.db.select().from(knownBrowsers)).toMatchObject([{ customerId: one.id, browserHash }]);
});

describe("readings", () => {
  const now = Date.now() / hour / 24;
  /** A period that is over, and days since its end. */
  const period = Math.floor(now / periodDays) - 2;
  const age = now - (period + 1) * periodDays;

  const addReading = async (daysAgo: number, ...periods: number[]) => {
    const deviceId = await portal.addDevice(await portal.addCustomer());
    const reading = { deviceId, slotId: crypto.randomUUID(), at: subtractHours(daysAgo * 24), value: 1 };
    const [row] = await portal.db.insert(readings).values(reading).returning();
    const readingId = row?.id ?? 0;
    await portal.db
      .insert(readingHistory)
      .values(periods.map((each) => ({ readingId, period: each, points: [1] })));
    return readingId;
  };
  const count = async () => [await portal.db.$count(readings), await portal.db.$count(readingHistory)];

  it.each([
    ["a little later", 0.1, 1],
    ["a little earlier", -0.1, 0],
  ])("of a period go with it: it ended %s than they are kept", async (_what, more, left) => {
    await addReading(age + 1, period);
    expect(await purgeReadings(age + more)).toBe(1 - left);
    expect(await count()).toEqual([left, left]);
  });

  it("stay while there is a newer one, with what is left of the history", async () => {
    const readingId = await addReading(0, period - 1, period, period + 2);
    expect(await purgeReadings(age - 0.1)).toBe(2);
    expect(await count()).toEqual([1, 1]);
    expect(await portal.db.select().from(readingHistory)).toMatchObject([{ readingId, period: period + 2 }]);
  });

  it("go whole once the newest is too old, even if its period ended later", async () => {
    await addReading(age - 5, period, period + 1);
    expect(await purgeReadings(age - 10)).toBe(1);
    expect(await count()).toEqual([0, 0]);
  });

  it("that a message is changing stay, and nothing waits for them", async () => {
    await addReading(age + 1, period);
    await portal.owner.query("begin; select from readings for update");
    try {
      expect(await purgeReadings(age - 0.1)).toBe(1);
    } finally {
      await portal.owner.query("commit");
    }
    expect(await count()).toEqual([1, 0]);
  });

  it.each([
    [23, true],
    [25, false],
  ])("leave the key of a message that came %i hours ago: %s", async (hours, kept) => {
    const deviceId = await portal.addDevice(await portal.addCustomer());
    await portal.db.insert(reportKeys).values({ deviceId, key: createHash(), at: subtractHours(hours) });
    expect(await purgeReportKeys(1)).toBe(kept ? 0 : 1);
    expect(await portal.db.$count(reportKeys)).toBe(kept ? 1 : 0);
  });
});

it.each([
  [Date.now() + hour, true],
  [Date.now() - hour, false],
  [null, true],
])("counter until %s: kept %s", async (expire, kept) => {
  await portal.db.insert(rateLimits).values({ key: "k", points: 1, expire });
  expect(await purgeLimits()).toBe(kept ? 0 : 1);
});

it("removes any number of rows, also next to another worker, without waiting for locks", async () => {
  const { id } = await portal.addCustomer();
  await portal.owner.query(
    `insert into launches (customer_id, card, channel, region, browser_hash, opened_at, expires_at, closed_at)
     select $1, 'supplies', 'website', 'EU', 'x', now() - interval '2 days', now(), now()
     from generate_series(1, 2500)`,
    [id],
  );
  // Another transaction holds one row.
  await portal.owner.query("begin; select from launches limit 1 for update");
  try {
    const removed = await Promise.all([purgeLaunches(1), purgeLaunches(1)]);
    expect(removed.reduce((sum, part) => sum + part)).toBeGreaterThan(1000);
    expect(removed.reduce((sum, part) => sum + part)).toBeLessThan(2500);
  } finally {
    await portal.owner.query("commit");
  }
  await purgeLaunches(1);
  expect(await portal.db.$count(launches)).toBe(0);
});

it("joins a transaction: rolled back, it removes nothing", async () => {
  await addLaunch(subtractHours(25));
  const undone = transaction(async (tx) => {
    expect(await purgeLaunches(1, tx)).toBe(1);
    for (const purge of [
      purgeSignIns,
      purgeStaffLaunches,
      purgeVisits,
      purgeDevices,
      purgeCodes,
      purgeKnownBrowsers,
      purgeImportFiles,
      purgeImportRows,
      purgeImports,
      purgeReadings,
      purgeReportKeys,
    ])
      expect(await purge(1, tx)).toBe(0);
    expect(await purgeSessions(2, 10, 1, tx)).toBe(0);
    expect(await purgeLimits(tx)).toBe(0);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await portal.db.$count(launches)).toBe(1);
});

it("removes files of imports after a day, of those that wait for a worker after a week, rejected rows after a week, and runs after 90 days", async () => {
  const subtractDays = (days: number) => subtractHours(days * 24);
  const counts = {
    repairs: [{ code: "email", field: "email", value: "<a@example.com>", to: "a@example.com" }],
  };
  for (const days of [0.5, 2, 6, 8, 89, 91]) {
    const at = subtractDays(days);
    const [run] = await portal.db
      .insert(imports)
      .values({
        ...{ fileName: String(days), source: "browser", state: "checked", lines: 1, counts },
        ...{ createdAt: at, movedAt: at, finishedAt: at },
      })
      .returning();
    const importId = run?.id ?? "";
    await portal.db.insert(importParts).values({ importId, part: 0, bytes: Buffer.from("a") });
    await portal.db.insert(importRejects).values({ importId, line: 2, cells: ["a"], reasons: [] });
  }
  const list = async (table: string) =>
    (
      await portal.owner.query(
        `select file_name from imports where exists (select from ${table} where import_id = imports.id) order by created_at desc`,
      )
    ).rows.map(({ file_name }) => file_name);
  await portal.db
    .update(imports)
    .set({ state: "applying" })
    .where(inArray(imports.fileName, ["6", "8"]));
  expect(await purgeImportFiles(1)).toBe(4);
  expect(await list("import_parts")).toEqual(["0.5", "6"]);
  expect(await purgeImportRows(7)).toBe(3);
  expect(await list("import_rejects")).toEqual(["0.5", "2", "6"]);
  const { rows } = await portal.owner.query(
    "select file_name from imports where counts->'repairs' <> '[]' order by created_at desc",
  );
  expect(rows.map(({ file_name }) => file_name)).toEqual(["0.5", "2", "6"]);
  expect(await purgeImports(90)).toBe(1);
  expect(await portal.db.$count(imports)).toBe(5);
});

it.each([
  ["browser", null, 0.9, true],
  ["browser", null, 1.1, false],
  ["browser", 1, 1.1, true],
  ["command", null, 1.1, true],
] as const)(
  "import from the %s with %s lines, begun %f hours ago: kept %s",
  async (source, lines, hours, kept) => {
    await portal.db.delete(imports);
    const row = { fileName: "a", source, state: "checking", lines, createdAt: subtractHours(hours) } as const;
    await portal.db.insert(imports).values(row);
    expect(await purgeImports(90)).toBe(kept ? 0 : 1);
  },
);
