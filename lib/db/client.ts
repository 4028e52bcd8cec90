import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { env } from "@/lib/env";
import * as schema from "./schema";

const connect = () => {
  const pool = new Pool({
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
  pool.on("error", (error) => console.error(`database connection lost: ${error.message}`));
  return { pool, db: drizzle({ client: pool, schema, casing: "snake_case" }) };
};

// Kept on globalThis: Next bundles a module more than once, and one process needs one pool.
const shared = globalThis as { larderDatabase?: ReturnType<typeof connect> };
const connection = () => {
  shared.larderDatabase ??= connect();
  return shared.larderDatabase;
};

/** The database, or one transaction of it, through Drizzle. */
export type Database = NodePgDatabase<typeof schema>;

/** The database through Drizzle, on one pool a process. */
export const db = (): Database => connection().db;

/**
 * A hot query as a named statement, which PostgreSQL parses once for each connection.
 * @returns a function from the values of $1, $2, … to the rows
 */
export const statement =
  <Row extends object>(name: string, text: string) =>
  async (...values: unknown[]): Promise<Row[]> =>
    (await connection().pool.query<Row>({ name, text, values })).rows;

/** The pool itself, for libraries that bring their own statements. */
export const pool = () => connection().pool;

/** One transaction on one connection, for Drizzle (`tx`) and for plain statements (`client`). */
export async function transaction<T>(work: (tx: Database, client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  // A connection in an unknown state must not go back to the others.
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(drizzle({ client, schema, casing: "snake_case" }), client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Lets one transaction at a time do what `key` names; the others wait for its end. */
export async function lockFor(tx: Pick<Database, "execute">, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** Ends the pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = shared.larderDatabase;
  shared.larderDatabase = undefined;
  await open?.pool.end();
}
