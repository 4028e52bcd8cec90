import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/tests/database";
import { startPgBouncer } from "@/tests/pgbouncer";
import { sayHindrance } from "./hindrance";
import { findTlsWarning, inspectDatabase } from "./inspect-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it("finds nothing to say of a database on this machine", async () => {
  expect(await inspectDatabase(database.appUrl, "session")).toEqual({ hindrance: null, warnings: [] });
});

it.each([
  ["session", "session", null],
  ["transaction", "session", /transaction mode. Set DATABASE_POOLER=transaction/],
  ["transaction", "transaction", null],
  ["statement", "session", /statement mode, which allows no transactions/],
  ["statement", "transaction", /statement mode, which allows no transactions/],
] as const)("judges a pooler in %s mode with DATABASE_POOLER=%s", async (mode, setting, hindrance) => {
  process.env.DATABASE_POOLER = setting;
  const bouncer = await startPgBouncer(database.appUrl, mode, 1);
  const found = await inspectDatabase(bouncer.url, setting);
  if (hindrance) expect(found.hindrance).toMatch(hindrance);
  else expect(found.hindrance).toBeNull();
  await bouncer.stop();
});

it("warns of shared connections without a limit, until the role has one", async () => {
  const inspect = () => inspectDatabase(database.appUrl, "transaction");
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const limit = (to: string) =>
    admin.query(`alter role larder_app in database ${admin.database} set statement_timeout = '${to}'`);
  await limit("0");
  expect((await inspect()).warnings).toEqual([
    expect.stringContaining("alter role larder_app set statement_timeout = '7s'"),
  ]);
  await limit("8s");
  expect((await inspect()).warnings).toHaveLength(1);
  await limit("7s");
  expect((await inspect()).warnings).toEqual([]);
  await admin.query(`alter role larder_app in database ${admin.database} reset all`);
  await admin.end();
});

it.each([
  ["postgres://a:b@db.example.com/larder", true],
  ["postgres://a:b@10.0.0.5/larder", true],
  ["postgres://a:b@127.example.com/larder", true],
  ["postgres://a:b@db.example.com/larder?sslmode=verify-full", false],
  ["postgres://a:b@db.example.com/larder?ssl=true", false],
  ["postgres://a:b@db.example.com/larder?sslmode=disable", false],
  ["postgres://a:b@localhost/larder", false],
  ["postgres://a:b@127.0.0.1/larder", false],
  ["postgres://a:b@[::1]/larder", false],
  ["postgres:///larder?host=/var/run/postgresql", false],
])("warns of a way over a network without TLS: %s", (connectionString, warned) => {
  const warning = findTlsWarning(new Client({ connectionString }), connectionString);
  if (warned) expect(warning && sayHindrance(warning)).toMatch(/is not encrypted. Add \?sslmode=verify-full/);
  else expect(warning).toBeNull();
});
