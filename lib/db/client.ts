import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Client, Pool, type PoolClient } from "pg";
import { env, nameConnection } from "@/lib/env";
import { logFailure, runOutsideRequests } from "@/lib/observability";
import { buildPoolOptions, statementLimit } from "./connection";
import { createPool } from "./observed-pool";
import { createRowReader, type Fields, type RowOf } from "./rows";

type Connection = Pool | PoolClient | Client;

/**
 * The handle that every verb takes: the pool, or an open transaction. Drizzle queries and named statements
 * run on the same connection.
 */
export type Tx = NodePgDatabase<Record<string, never>> & { $client: Connection };

/** Creates a handle on a connection that a script or test opened itself. */
export const createHandle = (client: Connection): Tx =>
  drizzle({ client: client as Pool, casing: "snake_case" });

function connect(): Tx {
  const client = createPool({
    connectionString: env().DATABASE_URL,
    max: 10,
    // Kept short so that a page reports an unreachable database instead of hanging. Also limits the wait for
    // a free connection under load.
    connectionTimeoutMillis: 4000,
    query_timeout: statementLimit + 1000,
    application_name: nameConnection(),
    ...buildPoolOptions(),
  });
  // The next query replaces a connection that broke while idle; without a listener the error would end the
  // process.
  client.on("error", (error) => runOutsideRequests(() => logFailure("database connection", error)));
  return createHandle(client);
}

// On globalThis, because Next bundles a module more than once and one process needs one pool.
const shared = globalThis as { larderPool?: Tx };

/** Returns this process's pool. Each query may run on a different connection. */
export function pool(): Tx {
  shared.larderPool ??= connect();
  return shared.larderPool;
}

/** Counts this process's connections, and what waits for one. All are 0 before the first query. */
export function countConnections() {
  const {
    totalCount = 0,
    idleCount = 0,
    waitingCount = 0,
  } = (shared.larderPool?.$client ?? {}) as Partial<Pool>;
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

/** Closes the pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = shared.larderPool?.$client as Pool | undefined;
  shared.larderPool = undefined;
  await open?.end();
}

/**
 * Creates a named statement for a hot query; PostgreSQL parses it once per connection.
 * @param fields of its rows, checked against what PostgreSQL returns
 * @returns a function that takes a handle and the values of $1, $2, … and returns the rows
 */
export function statement<F extends Fields>(name: string, fields: F, text: string) {
  const read = createRowReader(name, fields);
  return async (tx: Tx, ...values: unknown[]): Promise<RowOf<F>[]> =>
    read(await tx.$client.query({ name, text, values }));
}

const open = new WeakSet<Tx>();

/** SQL that begins a transaction; a snapshot is read-only and sees the database at one point in time. */
const beginnings = { ordinary: "begin", snapshot: "begin isolation level repeatable read read only" };

/**
 * Runs `work` in a transaction that commits when `work` returns and rolls back when it throws. If `tx` is
 * already a transaction, `work` joins it behind a savepoint: an error undoes only `work`.
 * @param tx handle that the caller received
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
  // A connection in an unknown state must not return to the pool.
  let broken: Error | undefined;
  const onBroken = (error: Error) => {
    broken = error;
  };
  // The pool listens only to idle connections; without a listener a lost one would end the process.
  client.on("error", onBroken);
  try {
    return await runOn(client, beginnings[kind], work, onBroken);
  } finally {
    client.release(broken);
    client.off("error", onBroken);
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
 * Runs `work` when the caller handles its database error. In a transaction it sets a savepoint, so that the
 * error undoes only `work`; on the pool it adds nothing.
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

/** Takes an advisory lock on `key` until the transaction ends; other transactions wait for it. */
export async function lockFor(tx: Tx, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** Keys that are locked one by one; PostgreSQL has room for some thousand locks in all. */
const mostKeys = 50;

/**
 * Takes the locks of objects that may not exist yet, in the order given, until the transaction ends. Many keys are
 * locked as one: the transaction then waits for all others with keys of the family, and they for it. A transaction's
 * first call takes the most keys.
 * @param family of the keys, such as "customers"
 */
export async function lockAll(tx: Tx, family: string, keys: readonly string[]): Promise<void> {
  const different = [...new Set(keys)];
  if (different.length === 0) return;
  const gate = sql`hashtextextended(${family}, 0)`;
  if (different.length > mostKeys) await tx.execute(sql`select pg_advisory_xact_lock(${gate})`);
  else
    await tx.execute(sql`
      with gate as materialized (select pg_advisory_xact_lock_shared(${gate}))
      select pg_advisory_xact_lock(hashtextextended(${`${family} `} || key, 0))
      from gate, (select key from json_array_elements_text(${JSON.stringify(different)}) with ordinality as given (key, place)
        order by place offset 0) as ordered`);
}

/**
 * Lets the rest of a transaction find rows by index, whatever the planner knows of a table that is just being filled.
 */
export async function preferIndexes(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select set_config(name, 'off', true)
    from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) as name`);
}
