import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Client, Pool, type PoolClient } from "pg";
import { env } from "@/lib/env";
import { createRowReader, type Fields, type RowOf } from "./rows";

type Connection = Pool | PoolClient | Client;

/**
 * The handle that every verb works on: the pool, or one open transaction of it. Drizzle's queries and named
 * statements run on the same connection.
 */
export type Tx = NodePgDatabase<Record<string, never>> & { $client: Connection };

/** A handle on a connection that a script or a test opened itself. */
export const createHandle = (client: Connection): Tx =>
  drizzle({ client: client as Pool, casing: "snake_case" });

function connect(): Tx {
  const client = new Pool({
    connectionString: env().DATABASE_URL,
    max: 10,
    // Short on purpose: a page that cannot reach the database says so instead of hanging.
    // Also the longest wait for one of the ten in a rush.
    connectionTimeoutMillis: 4000,
    query_timeout: 8000,
    statement_timeout: 7000,
    application_name: "larder",
  });
  // A connection that breaks while idle is replaced at the next query; without a listener it ends the process.
  client.on("error", (error) => console.error(`database connection lost: ${error.message}`));
  return createHandle(client);
}

// Kept on globalThis: Next bundles a module more than once, and one process needs one pool.
const shared = globalThis as { larderPool?: Tx };

/** The pool of this process: each query may run on another connection. */
export function pool(): Tx {
  shared.larderPool ??= connect();
  return shared.larderPool;
}

/** Ends the pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = shared.larderPool?.$client as Pool | undefined;
  shared.larderPool = undefined;
  await open?.end();
}

/**
 * A hot query as a named statement, which PostgreSQL parses once for each connection.
 * @param fields of its rows, checked against what PostgreSQL returns
 * @returns a function from a handle and the values of $1, $2, … to the rows
 */
export function statement<F extends Fields>(name: string, fields: F, text: string) {
  const read = createRowReader(name, fields);
  return async (tx: Tx, ...values: unknown[]): Promise<RowOf<F>[]> =>
    read(await tx.$client.query({ name, text, values }));
}

const open = new WeakSet<Tx>();

/** How a transaction begins; a snapshot sees the database as of one moment and changes nothing. */
const beginnings = { ordinary: "begin", snapshot: "begin isolation level repeatable read read only" };

/**
 * Runs `work` in a transaction, which commits when `work` returns and rolls back when it throws. Inside another
 * transaction `work` joins that one, behind a savepoint: what throws is undone, and the rest can go on.
 * @param tx the handle that the caller was given
 */
export async function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  tx: Tx = pool(),
  kind: keyof typeof beginnings = "ordinary",
): Promise<T> {
  if (open.has(tx)) return savepoint(work, tx);
  const { $client } = tx;
  if (!($client instanceof Pool)) return runOn($client, beginnings[kind], work);
  const client = await $client.connect();
  // A connection in an unknown state must not go back to the others.
  let broken: Error | undefined;
  try {
    return await runOn(client, beginnings[kind], work, (error) => {
      broken = error;
    });
  } finally {
    client.release(broken);
  }
}

async function runOn<T>(
  client: PoolClient | Client,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  onBroken: (error: Error) => void = () => {},
): Promise<T> {
  try {
    await client.query(begin);
    const tx = createHandle(client);
    open.add(tx);
    const result = await work(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(onBroken);
    throw error;
  }
}

/**
 * Runs `work`, whose database error the caller expects. Inside a transaction it runs behind a savepoint, so that the
 * error undoes `work` alone; on the pool nothing is added.
 */
export async function savepoint<T>(work: (tx: Tx) => Promise<T>, tx: Tx): Promise<T> {
  if (!open.has(tx)) return work(tx);
  await tx.execute(sql`savepoint joined`);
  try {
    const result = await work(tx);
    await tx.execute(sql`release savepoint joined`);
    return result;
  } catch (error) {
    await tx.execute(sql`rollback to savepoint joined`);
    throw error;
  }
}

/** Lets one transaction at a time do what `key` names; the others wait for its end. */
export async function lockFor(tx: Tx, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}
