import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/tests/database";
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

it("takes turns with another one at the same time", async () => {
  addMigration('create table "once" (id int);');
  await owner.query("begin; select pg_advisory_xact_lock(hashtextextended('larder migrations', 0))");
  const both = Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)]);
  const waits =
    "select from pg_locks join pg_database on oid = database where datname = current_database() and locktype = 'advisory' and not granted";
  while ((await owner.query(waits)).rowCount !== 2);
  await owner.query("commit");
  await both;
  const { rows } = await owner.query("select count(*)::int as applied from drizzle.__drizzle_migrations");
  expect(rows).toEqual([{ applied: 8 }]);
});
