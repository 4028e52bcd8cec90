import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { setMeter } from "@/lib/observability";
import { type Bouncer, startPgBouncer } from "@/tests/pgbouncer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { closeDatabase, pool, statement, transaction } from "./client";
import { createClient, findPooling } from "./connection";
import { integer, string } from "./rows";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const modes = ["session", "transaction", "statement"] as const;
const bouncers = new Map<string, Bouncer>();
beforeAll(async () => {
  for (const mode of modes) bouncers.set(mode, await startPgBouncer(portal.database.appUrl, mode));
});
afterAll(async () => {
  for (const bouncer of bouncers.values()) await bouncer.stop();
});
const through = (mode: string) => bouncers.get(mode)?.url ?? portal.database.appUrl;

/** Makes the pool's address and mode those of a process that was started with them. */
async function restart(url: string, pooler: string): Promise<void> {
  await closeDatabase();
  const { env } = await import("@/lib/env");
  Object.assign(env(), { DATABASE_URL: url });
  process.env.DATABASE_POOLER = pooler;
}
afterEach(() => restart(portal.database.appUrl, ""));

const open = (url: string) => async () => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

it.each(["none", ...modes])("finds out the pooling: %s", async (mode) => {
  expect(await findPooling(open(through(mode)))).toBe(mode);
});

it("takes a pool of one connection in session mode for what it is", async () => {
  const bouncer = await startPgBouncer(portal.database.appUrl, "session", 1);
  const opened: Client[] = [];
  const brief = async () => {
    // The second waits for the first one's connection, for good.
    const client = new Client({ connectionString: bouncer.url, query_timeout: opened.length && 500 });
    client.on("error", () => {});
    await client.connect();
    opened.push(client);
    return client;
  };
  expect(await findPooling(brief)).toBe("session");
  expect(opened).toHaveLength(2);
  await bouncer.stop();
});

const add = statement(
  "add",
  { sum: integer, limit: string },
  "select $1::int + $2::int as sum, current_setting('statement_timeout') as limit",
);

/** Runs more statements at once than there are connections, in and out of transactions. */
const work = () =>
  Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const rows = index % 2 ? await add(pool(), index, 1) : await transaction((tx) => add(tx, index, 1));
      expect(rows[0]?.sum).toBe(index + 1);
      return rows[0]?.limit;
    }),
  );

describe.each(["none", "session"])("connections of one's own: %s", (mode) => {
  it("name their statements and stop long ones", async () => {
    await restart(through(mode), "");
    expect(new Set(await work())).toEqual(new Set(["7s"]));
    const { rowCount } = await pool().$client.query("select from pg_prepared_statements");
    expect(rowCount).toBe(1);
  });
});

describe("shared connections", () => {
  it("serve without names, and leave nothing behind", async () => {
    await restart(through("transaction"), "transaction");
    await work();
    const client = createClient({ connectionString: through("transaction") });
    await client.connect();
    expect((await client.query("select from pg_prepared_statements")).rowCount).toBe(0);
    await client.end();
  });

  it("serve without names when queries are measured, under their names", async () => {
    const timed: unknown[] = [];
    setMeter({ count: () => {}, time: (_name, labels) => timed.push(labels) });
    await restart(through("transaction"), "transaction");
    await work();
    setMeter(undefined);
    expect(timed).toContainEqual({ statement: "add" });
  });

  it("do not know an earlier connection's names", async () => {
    // With a single connection behind the pooler, everybody gets the same one.
    const bouncer = await startPgBouncer(portal.database.appUrl, "transaction", 1);
    await restart(bouncer.url, "");
    await add(pool(), 1, 1);
    await restart(bouncer.url, "");
    await expect(add(pool(), 1, 1)).rejects.toThrow(/prepared statement .* already exists/);
    await closeDatabase();
    await bouncer.stop();
  });

  it("have the limit of their role and set none", async () => {
    const admin = new Client({ connectionString: portal.database.adminUrl });
    await admin.connect();
    await admin.query(`alter role larder_app in database ${admin.database} set statement_timeout = '6s'`);
    const bouncer = await startPgBouncer(portal.database.appUrl, "transaction");
    await restart(bouncer.url, "transaction");
    expect(new Set(await work())).toEqual(new Set(["6s"]));
    await closeDatabase();
    await bouncer.stop();
    await admin.query(`alter role larder_app in database ${admin.database} reset statement_timeout`);
    await admin.end();
  });
});
