import path from "node:path";
import { DrizzleQueryError } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { migrateQueue } from "@/lib/jobs";
import { connect } from "./connect";
import { root } from "./paths";

export const migrationsFolder = path.join(root, "lib/db/migrations");

/**
 * Applies all pending migrations. Two at once take turns.
 * @param url of the role that owns the schema
 * @throws Error that says what the database refused and why
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<void> {
  const client = await connect(url);
  try {
    // Hides the notice "schema drizzle already exists, skipping".
    await client.query("set client_min_messages to warning");
    // Held until the connection ends.
    await client.query("select pg_advisory_lock(hashtextextended('larder migrations', 0))");
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
    await migrateQueue(url);
  } catch (error) {
    throw new Error(explainFailure(error), { cause: error });
  } finally {
    await client.end();
  }
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
    ...(isStatement ? [`Statement: ${error.query.trim().split("\n", 3).join(" ")}`] : []),
  ].join("\n");
}
