import { sql } from "drizzle-orm";
import { Client, type Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { declareBuild, declareProgram, nameConnection } from "@/lib/env";
import { createTestStage, type TestStage } from "@/tests/stage";
import { closeDatabase, lockAll, pool, statement, transaction } from "./client";
import { integer, parsed, string } from "./rows";
import { customers } from "./schema";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const sum = statement(
  "test_sum",
  { pid: integer, sum: integer },
  "select pg_backend_pid() as pid, $1::int + $2::int as sum",
);
const ask = (...values: unknown[]) => sum(pool(), ...values);

it("is prepared once per connection and never reads values as SQL", async () => {
  expect(await ask(1, 2)).toMatchObject([{ sum: 3 }]);
  expect(await ask(2, 2)).toMatchObject([{ sum: 4 }]);
  const prepared = statement(
    "test_prepared",
    { name: string },
    "select name::text from pg_prepared_statements where name = 'test_sum'",
  );
  expect(await prepared(pool())).toEqual([{ name: "test_sum" }]);
  await expect(ask("1; drop table devices", 1)).rejects.toThrow("invalid input syntax");
});

it("tells in the database's list of connections which program and build it is", async () => {
  await closeDatabase();
  declareProgram("portal");
  declareBuild({ version: "1.4.0", commit: "1a2b3c4d5e6f" });
  const own = statement(
    "test_name",
    { name: string },
    "select application_name as name from pg_stat_activity where pid = pg_backend_pid()",
  );
  expect(await own(pool())).toEqual([{ name: "larder-portal 1.4.0+1a2b3c4" }]);
  declareBuild({ version: "1".repeat(80), commit: null });
  expect(nameConnection()).toHaveLength(63);
});

it("survives a connection that breaks while idle", async () => {
  const printed = vi.spyOn(process.stdout, "write");
  const noticed = new Promise((resolve) =>
    printed.mockImplementation((line) => Boolean(resolve(line)) || true),
  );
  const [before] = await ask(1, 1);
  const admin = new Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  await admin.query("select pg_terminate_backend($1)", [before?.pid]);
  await admin.end();
  expect(await noticed).toContain("database connection");
  printed.mockRestore();
  const [after] = await ask(1, 1);
  expect(after?.sum).toBe(2);
  expect(after?.pid).not.toBe(before?.pid);
});

it("reconnects after it was closed", async () => {
  const [before] = await ask(1, 1);
  await closeDatabase();
  await closeDatabase();
  const [after] = await ask(1, 1);
  expect(after?.pid).not.toBe(before?.pid);
});

it.each([
  ["a missing field", { id: customers.id, sum: integer }, "select gen_random_uuid() as id", "lacks sum"],
  [
    "an undeclared field",
    { id: customers.id },
    "select gen_random_uuid() as id, 1 as one",
    "returns one, which",
  ],
  ["a different type", { id: customers.id }, "select 'x' as id", "returns id as type 25, not uuid"],
])("refuses rows with %s", async (what, fields, text, fault) => {
  await expect(statement(`test ${what}`, fields, text)(pool())).rejects.toThrow(fault);
});

it("reads values through a schema", async () => {
  const read = statement(
    "test_parsed",
    { at: parsed(z.coerce.date()) },
    "select json_build_object('a', 1)->'b' as at",
  );
  expect(await read(pool())).toEqual([{ at: new Date(0) }]);
});

describe("a transaction", () => {
  const add = (name: string, tx: Parameters<typeof transaction>[1]) =>
    tx?.insert(customers).values({ name, country: "DE" });
  const names = async () =>
    (await portal.owner.query("select name from customers order by name")).rows.map(({ name }) => name);

  it("keeps all changes or none, and passes the error on", async () => {
    await transaction((tx) => Promise.resolve(add("kept", tx)));
    const failed = transaction(async (tx) => {
      await add("lost", tx);
      throw new Error("why");
    });
    await expect(failed).rejects.toThrow("why");
    expect(await names()).toEqual(["kept"]);
  });

  it("joins the one around it, on the same connection", async () => {
    const pid = statement("test_pid", { pid: integer }, "select pg_backend_pid() as pid");
    const undone = transaction(async (outer) => {
      await transaction(async (inner) => {
        expect(await pid(inner)).toEqual(await pid(outer));
        await add("inner", inner);
      }, outer);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await names()).toEqual(["kept"]);
  });

  it("continues after an expected error inside", async () => {
    await transaction(async (outer) => {
      const failing = transaction(async (inner) => {
        await add("undone", inner);
        await add("x", inner);
        await inner.execute("select 1 / 0");
      }, outer);
      await expect(failing).rejects.toThrow();
      await add("later", outer);
    });
    expect(await names()).toEqual(["kept", "later"]);
  });

  it("cannot write when it reads a snapshot", async () => {
    await expect(transaction((tx) => Promise.resolve(add("x", tx)), pool(), "snapshot")).rejects.toThrow();
    expect(await names()).toEqual(["kept", "later"]);
  });

  it("survives a connection that breaks inside it", async () => {
    const broken = transaction((tx) => tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`));
    await expect(broken).rejects.toThrow();
    expect(await ask(1, 2)).toMatchObject([{ sum: 3 }]);
  });

  it("returns its connection when it cannot begin", async () => {
    const { $client } = pool();
    const query = vi.spyOn(Client.prototype, "query").mockRejectedValueOnce(new Error("no begin") as never);
    await expect(transaction(async () => {})).rejects.toThrow("no begin");
    query.mockRestore();
    expect($client).toMatchObject({ waitingCount: 0 });
    expect(($client as Pool).idleCount).toBe(($client as Pool).totalCount);
  });
});

describe("locks of many keys", () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => `key ${index}`);

  /** Whether a transaction gets the locks while another has some of its own. */
  const getsBeside = (held: string[], wanted: string[], family = "numbers") =>
    transaction(async (tx) => {
      await lockAll(tx, "numbers", held);
      return transaction(async (other) => {
        await other.execute(sql`set local lock_timeout = 100`);
        return lockAll(other, family, wanted).then(
          () => true,
          () => false,
        );
      });
    });

  it("fit into the server's memory", () => transaction((tx) => lockAll(tx, "numbers", list(30_000))));

  it("keep out whoever wants one of them, and nobody else", async () => {
    expect(await getsBeside(["a", "b"], ["b"])).toBe(false);
    expect(await getsBeside(["a", "b"], ["c"])).toBe(true);
    expect(await getsBeside(list(1000), ["key 7"])).toBe(false);
    expect(await getsBeside(["key 7"], list(1000))).toBe(false);
    expect(await getsBeside(list(1000), ["key 7"], "addresses")).toBe(true);
  });

  it("may be taken again, also while others wait for all", async () => {
    const { waiting } = await transaction(async (tx) => {
      await lockAll(tx, "numbers", ["a"]);
      const waiting = transaction((other) => lockAll(other, "numbers", list(1000)));
      await portal.waitForLocks(1);
      await lockAll(tx, "numbers", ["b"]);
      return { waiting };
    });
    await waiting;
  });
});
