import path from "node:path";
import { pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { migrateQueue } from "@/lib/jobs";
import { root } from "./paths";

export const migrationsFolder = path.join(root, "lib/db/migrations");

/** Brings the database up to the newest migration. Throws a readable error when it cannot be reached. */
export async function migrate(url: string, folder = migrationsFolder): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
  } catch (cause) {
    const { host, port, database } = client;
    throw new Error(`Cannot connect to the database "${database}" at ${host}:${port}: ${reason(cause)}`, {
      cause,
    });
  }
  try {
    // "schema drizzle already exists, skipping", on every run after the first.
    await client.query("set client_min_messages to warning");
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
  await migrateQueue(url);
}

/** Connection attempts to several addresses fail together, with an empty message of their own. */
function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reason).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  if (!url) {
    console.error("Set DATABASE_OWNER_URL, or DATABASE_URL, to the database that is to be migrated.");
    process.exit(1);
  }
  try {
    await migrate(url);
    console.log("The database is up to date.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
