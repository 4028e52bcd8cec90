import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestPortal, type TestPortal } from "@/scripts/test-portal";
import { closeDatabase, statement } from "./client";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const ask = statement<{ pid: number; sum: number }>(
  "test_sum",
  "select pg_backend_pid() as pid, $1::int + $2::int as sum",
);

it("is prepared once for each connection and takes values as values", async () => {
  expect(await ask(1, 2)).toMatchObject([{ sum: 3 }]);
  expect(await ask(2, 2)).toMatchObject([{ sum: 4 }]);
  const prepared = statement(
    "test_prepared",
    "select name from pg_prepared_statements where name = 'test_sum'",
  );
  expect(await prepared()).toEqual([{ name: "test_sum" }]);
  await expect(ask("1; drop table devices", 1)).rejects.toThrow("invalid input syntax");
});

it("outlives a connection that breaks while idle", async () => {
  const printed = vi.spyOn(console, "error");
  const noticed = new Promise((resolve) => printed.mockImplementation(resolve));
  const [before] = await ask(1, 1);
  const admin = new Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  await admin.query("select pg_terminate_backend($1)", [before?.pid]);
  await admin.end();
  expect(await noticed).toContain("database connection lost");
  printed.mockRestore();
  const [after] = await ask(1, 1);
  expect(after?.sum).toBe(2);
  expect(after?.pid).not.toBe(before?.pid);
});

it("connects anew after it was closed", async () => {
  const [before] = await ask(1, 1);
  await closeDatabase();
  await closeDatabase();
  const [after] = await ask(1, 1);
  expect(after?.pid).not.toBe(before?.pid);
});
