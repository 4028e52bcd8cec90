import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import type { Client } from "pg";
import { findPooling } from "@/lib/db";
import { nameConnection } from "@/lib/env";
import { migrateQueue } from "@/lib/jobs";
import { connect } from "./connect";
import { root } from "./paths";
import { runBackfills } from "./run-backfills";

export const migrationsFolder = path.join(root, "lib/db/migrations");

/** How long a change of a table waits for those who use it. Everybody who comes later waits behind it. */
const lockLimit = "4s";

/**
 * Applies all pending migrations, then their backfills. Two at once take turns.
 * @param url of the role that owns the schema
 * @throws Error that says what the database refused and why
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<void> {
  const pooling = await findPooling(() => connect(url));
  if (pooling !== "none" && pooling !== "session")
    throw new Error(
      `The address of the migration leads through a pooler in ${pooling} mode. Have DATABASE_OWNER_URL name PostgreSQL itself: the migration holds a lock for as long as it runs.`,
    );
  const client = await connect(url);
  try {
    // Hides the notice "schema drizzle already exists, skipping".
    await client.query("set client_min_messages to warning");
    await takeTurn(client);
    await client.query(`set lock_timeout to '${lockLimit}'`);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
    await migrateQueue(url, nameConnection());
    // A backfill holds no lock that others wait for; an index that is built beside writes waits for long transactions.
    await client.query("set lock_timeout to 0");
    await runBackfills(client, folder);
  } catch (error) {
    throw new Error(explainFailure(error), { cause: error });
  } finally {
    await client.end();
  }
}

/**
 * Waits for the lock of migrations, which it then holds until the connection ends. It asks again and again: an index
 * that another migration builds beside writes would wait for a statement that waits for the lock.
 */
async function takeTurn(client: Client): Promise<void> {
  const ask = "select pg_try_advisory_lock(hashtextextended('larder migrations', 0)) as held";
  while (!(await client.query(ask)).rows[0]?.held) await sleep(250);
}

type DatabaseFault = Error & { code?: string; detail?: string; hint?: string };

/** Explains a failed migration: what PostgreSQL said, and the statement that it refused. */
function explainFailure(error: unknown): string {
  // Drizzle's error only repeats the statement; its cause is the database's.
  const isStatement = error instanceof DrizzleQueryError;
  const { message, code, detail, hint } = (isStatement ? error.cause : error) as DatabaseFault;
  return [
    `The migration failed: ${message}${code ? ` (${code})` : ""}`,
    ...(detail ? [`Detail: ${detail}`] : []),
    ...(hint ? [`Hint: ${hint}`] : []),
    ...(code === "55P03"
      ? ["Something else uses the table, such as a backup. Run the migration again later."]
      : []),
    ...(code === "42501"
      ? ['Let the role own the database, or grant it what docs/database.md says under "Roles".']
      : []),
    ...(isStatement ? [`Statement: ${error.query.trim().split("\n", 3).join(" ")}`] : []),
  ].join("\n");
}
