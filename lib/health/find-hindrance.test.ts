import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildLevel, createHandle } from "@/lib/db";
import { createTestDatabase, type TestDatabase } from "@/tests/database";
import { setSettings } from "@/tests/stage";
import { checkReady } from "./check-ready";
import { findHindrance } from "./find-hindrance";

let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  setSettings({ DATABASE_URL: database.appUrl });
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Asks as the portal's role, in a transaction that undoes `change` again. */
async function ask<T>(change: string, work: (tx: ReturnType<typeof createHandle>) => Promise<T>): Promise<T> {
  await admin.query("begin");
  try {
    await admin.query(change);
    await admin.query("set local role larder_app");
    return await work(createHandle(admin));
  } finally {
    await admin.query("rollback");
  }
}

const insertLevel = (level: number, oldest: number) =>
  `insert into schema_levels values (${level}, ${oldest})`;

it.each([
  ["as it was migrated", "select 1"],
  ["a newer one that still serves this build", insertLevel(buildLevel + 2, buildLevel)],
])("finds nothing: %s", async (_, change) => expect(await ask(change, findHindrance)).toBeNull());

it.each([
  ["no migration at all", "drop table schema_levels", /has not been migrated.*npm run db:migrate/],
  ["an unreadable level", "revoke select on schema_levels from larder_app", /may not read schema_levels/],
  ["no level", "delete from schema_levels", /has not been migrated/],
  [
    "an older level",
    `delete from schema_levels where level = ${buildLevel}`,
    new RegExp(`is at level ${buildLevel - 1}, and this build needs ${buildLevel}.*npm run db:migrate`),
  ],
  [
    "a newer one that no longer serves this build",
    insertLevel(buildLevel + 2, buildLevel + 1),
    new RegExp(
      `serves builds from level ${buildLevel + 1} on; this build is at ${buildLevel}. Start a newer`,
    ),
  ],
  [
    "an audit that can't be written",
    "revoke insert on audit_events from larder_app",
    /may not .* audit_events\. Grant/,
  ],
  [
    "two tables without rights",
    "revoke all on devices, sessions from larder_app",
    /devices, sessions|sessions, devices/,
  ],
  ["a table that can't be changed", "revoke update on sessions from larder_app", / sessions\. Grant/],
  ["one that can't be emptied", "revoke delete on rate_limits from larder_app", / rate_limits\. Grant/],
  ["no queue", "drop schema pgboss cascade", /pgboss\.job/],
  ["a standby", "set transaction read only", /read-only/],
  ["no trigrams", "drop extension pg_trgm cascade", /create extension pg_trgm/],
  ["no role for the purge", "alter role larder_purge rename to somebody", /larder_purge is missing/],
])("finds %s", async (_, change, reason) => expect(await ask(change, findHindrance)).toMatch(reason));

it("says once a minute why it is not ready", async () => {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const check = (change: string) => ask(change, (tx) => checkReady(30_000, tx));
  const [trigrams, standby] = ["drop extension pg_trgm cascade", "set transaction read only"];
  expect(await check("select 1")).toBe(true);
  for (const [time, change] of [
    [0, trigrams],
    [0, trigrams],
    [59_000, standby],
    [61_000, standby],
  ] as const) {
    now.mockReturnValue(time);
    expect(await check(change)).toBe(false);
  }
  const lines = printed.mock.calls.map(([line]) => JSON.parse(String(line)));
  printed.mockRestore();
  now.mockRestore();
  expect(lines.map(({ what, reason }) => [what, String(reason).split(" ", 3).join(" ")])).toEqual([
    ["not ready", "The extension pg_trgm"],
    ["not ready", "The database is"],
  ]);
});

it("waits no longer than it may for a database that does not answer", async () => {
  const waiting = new Client({ connectionString: database.appUrl });
  await waiting.connect();
  // Otherwise PostgreSQL would end the wait.
  await waiting.query("set statement_timeout = 0");
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await admin.query("begin; lock table schema_levels");
  expect(await checkReady(100, createHandle(waiting))).toBe(false);
  await admin.query("rollback");
  await waiting.end();
  printed.mockRestore();
});
