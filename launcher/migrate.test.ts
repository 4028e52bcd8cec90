import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildLevel } from "@/lib/db";
import { createTestDatabase, migrateTo, type TestDatabase } from "@/tests/database";
import { startPgBouncer } from "@/tests/pgbouncer";
import { migrate, migrationsFolder } from "./migrate";

let database: TestDatabase;
let owner: Client;
const folder = mkdtempSync(path.join(os.tmpdir(), "larder-migrations-"));
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Writes a folder with the migrations so far and one more. */
function addMigration(statements: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const entry = { idx: 99, version: "7", when: Date.now(), tag: "0099_more", breakpoints: true };
  cpSync(migrationsFolder, folder, { recursive: true });
  writeFileSync(path.join(folder, "0099_more.sql"), statements);
  writeFileSync(
    path.join(folder, "meta/_journal.json"),
    JSON.stringify({ entries: [entry], version: "7", dialect: "postgresql" }),
  );
}

it("shows what the database refused and why, and changes nothing", async () => {
  addMigration(
    'create table "half" (id int);--> statement-breakpoint\ncreate extension "no_such_extension";',
  );
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
    /^The migration failed: .*no_such_extension.*\n[\s\S]*Statement: create extension "no_such_extension"/,
  );
  const { rows } = await owner.query("select to_regclass('half') as half");
  expect(rows).toEqual([{ half: null }]);
});

it("says what to do about a role that may not change the schema", async () => {
  await expect(migrate(database.appUrl)).rejects.toThrow(/42501[\s\S]*Let the role own the database/);
});

it("does not make everybody wait behind a table that something else uses", async () => {
  addMigration('alter table "customers" add column "half" int;');
  await owner.query("begin; lock table customers in access share mode");
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
    /55P03[\s\S]*Run the migration again later/,
  );
  await owner.query("commit");
});

it("takes turns with another one at the same time", async () => {
  addMigration('create table "once" (id int);');
  // Such an index waits for everybody's statements, so for one that waits for a turn.
  mkdirSync(path.join(folder, "backfills"), { recursive: true });
  writeFileSync(
    path.join(folder, "backfills/0099_more.sql"),
    "create index concurrently once_id on once (id);",
  );
  const key = "hashtextextended('larder migrations', 0)";
  await owner.query(`select pg_advisory_lock(${key})`);
  const both = Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)]);
  const waits =
    "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%advisory_lock(%'";
  while ((await owner.query(waits)).rowCount !== 2);
  await owner.query(`select pg_advisory_unlock(${key})`);
  await both;
  const { rows } = await owner.query("select count(*)::int as applied from drizzle.__drizzle_migrations");
  // Levels count from 0, and one was added.
  expect(rows).toEqual([{ applied: buildLevel + 2 }]);
});

it("refuses a backfill that runs two statements as one, of which it could repeat none", async () => {
  addMigration("select 1;");
  await owner.query("drop table if exists drizzle.backfills");
  mkdirSync(path.join(folder, "backfills"), { recursive: true });
  writeFileSync(
    path.join(folder, "backfills/0099_more.sql"),
    "delete from rate_limits; delete from sessions;",
  );
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/cannot insert multiple commands/);
});

it("takes turns with others on an empty database", async () => {
  await owner.query("drop schema if exists public, drizzle, pgboss cascade; create schema public");
  await Promise.all(Array.from({ length: 6 }, () => migrate(database.ownerUrl)));
  const { rows } = await owner.query("select count(*)::int as applied from drizzle.__drizzle_migrations");
  expect(rows).toEqual([{ applied: buildLevel + 1 }]);
});

it("keeps old rows, and lists what the database accepts no longer", async () => {
  await owner.query("drop schema public cascade; create schema public; drop schema drizzle cascade");
  await migrateTo(5, database.ownerUrl);
  await owner.query(`
    insert into device_models (model_id, name, drawing, countries) values
      ('M-1', 'Old One', 'toaster', array['DE', null, 'UK', 'JP']), ('M-2', 'Old Two', 'printer', array['US']);
    insert into slots (model_id, position, name, supply, sensor) values
      ('M-1', 1, 'Ink', 'ink-cartridge', 'level'), ('M-1', 0, 'Ink', 'toner', 'level'), ('M-2', 1, 'Ink', 'supply', 'level'), ('M-2', 2, 'Ink (2)', 'supply', 'level'),
      ('M-2', 3, 'Ink', 'supply', 'level'), ('M-2', 0, '', 'detergent', 'usage'),
      ('M-2', 4, E'\\u3000Black\\tink\\u202e ', 'supply', 'level'), ('M-2', 5, repeat('x', 300), 'supply', 'level'), ('M-2', 6, 'Ink (2)*', 'supply', 'level');
    insert into customers (id, external_id, name, email, country, language) values
      ('00000000-0000-4000-8000-000000000001', '1', 'Emily', ' emily@example.com ', 'DE', 'de_DE'),
      ('00000000-0000-4000-8000-000000000003', '3', 'Blank', '', null, ' '),
      ('00000000-0000-4000-8000-000000000002', '2', 'Odd', 'no address', 'UK', 'english');
    insert into devices (customer_id, model_id, name, serial, registered_at)
      select id, 'M-1', 'D', serial, '2026-01-01' from customers,
        (values ('1', 'SN-1'), ('2', 'sn 1'), ('1', 'SN-2'), ('1', 'SN1#2')) as owned (number, serial) where external_id = number;
    insert into units (model_id, serial, claim_hash) values ('M-1', 'A-1', 'x'), ('M-1', 'A1', 'y'), ('M-1', 'B', 'z');
    insert into launches (customer_id, device_id, card, channel, region, browser_hash, expires_at)
      select customer_id, id, 'supplies', 'website', 'EU', 'x', now() + interval '1 hour' from devices`);
  await migrate(database.ownerUrl);

  const read = async (query: string) => (await owner.query(query)).rows;
  expect(await read("select model_id, drawing, countries from device_models order by model_id")).toEqual([
    { model_id: "M-1", drawing: "device", countries: ["DE", "JP"] },
    { model_id: "M-2", drawing: "printer", countries: ["US"] },
  ]);
  expect(await read("select instance, name, supply from slots order by model_id, position")).toEqual([
    { instance: "Ink", name: "Ink", supply: "supply" },
    { instance: "Ink (2)", name: "Ink", supply: "ink-cartridge" },
    { instance: "slot", name: "", supply: "detergent" },
    { instance: "Ink", name: "Ink", supply: "supply" },
    { instance: "Ink (2)", name: "Ink (2)", supply: "supply" },
    { instance: "Ink (2)**", name: "Ink", supply: "supply" },
    { instance: "Black ink", name: "\u3000Black\tink\u202e ", supply: "supply" },
    { instance: "x".repeat(120), name: "x".repeat(300), supply: "supply" },
    { instance: "Ink (2)*", name: "Ink (2)*", supply: "supply" },
  ]);
  expect(await read("select email, country, language from customers order by external_id")).toEqual([
    { email: "emily@example.com", country: "DE", language: "de-DE" },
    { email: null, country: null, language: null },
    { email: null, country: null, language: null },
  ]);
  expect(await read("select serial, serial_key from devices order by serial_key, serial")).toEqual([
    { serial: expect.stringMatching(/^(SN-1|sn 1)$/), serial_key: "SN1" },
    { serial: expect.stringMatching(/^(SN-1|sn 1)$/), serial_key: "SN1 2" },
    { serial: "SN1#2", serial_key: "SN1#2" },
    { serial: "SN-2", serial_key: "SN2" },
  ]);
  expect(await read("select serial, serial_key from units order by serial_key")).toEqual([
    { serial: "A-1", serial_key: "A1" },
    { serial: "A1", serial_key: "A1 2" },
    { serial: "B", serial_key: "B" },
  ]);
  expect(
    await read("select kind, subject, field, value from data_faults order by kind, field, value"),
  ).toEqual([
    { kind: "customer", subject: "2", field: "country", value: "UK" },
    { kind: "customer", subject: "2", field: "email", value: "no address" },
    { kind: "customer", subject: "2", field: "language", value: "english" },
    { kind: "device", subject: "M-1", field: "serial", value: expect.stringMatching(/^(SN-1|sn 1)$/) },
    { kind: "model", subject: "M-1", field: "countries", value: "UK" },
    { kind: "model", subject: "M-1", field: "drawing", value: "toaster" },
    { kind: "slot", subject: "M-1 Ink", field: "supply", value: "toner" },
    { kind: "unit", subject: "M-1", field: "serial", value: "A1" },
  ]);
  expect(await read("select count(*)::int as open from launches where closed_at is null")).toEqual([
    { open: 4 },
  ]);
  expect(await read("select count(*)::int as noted from changes")).toEqual([{ noted: 0 }]);
});

it.each([
  ["transaction", /through a pooler in transaction mode. Have DATABASE_OWNER_URL name PostgreSQL itself/],
  ["statement", /through a pooler in statement mode/],
] as const)("refuses a pooler in %s mode", async (mode, fault) => {
  const bouncer = await startPgBouncer(database.ownerUrl, mode);
  await expect(migrate(bouncer.url)).rejects.toThrow(fault);
  await bouncer.stop();
});

it("goes through a pooler in session mode", async () => {
  const bouncer = await startPgBouncer(database.ownerUrl, "session");
  await migrate(bouncer.url);
  await bouncer.stop();
});
