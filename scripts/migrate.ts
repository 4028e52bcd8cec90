import path from "node:path";
import { pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { migrateQueue } from "@/lib/jobs";
import { connect } from "./connect";
import { root } from "./paths";

export const migrationsFolder = path.join(root, "lib/db/migrations");

/** Brings the database up to the newest migration. Throws a readable error when it cannot be reached. */
export async function migrate(url: string, folder = migrationsFolder): Promise<void> {
  const client = await connect(url);
  try {
    // "schema drizzle already exists, skipping", on every run after the first.
    await client.query("set client_min_messages to warning");
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
  await migrateQueue(url);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  if (!url) {
    console.error("Set DATABASE_OWNER_URL, or DATABASE_URL, to the database to migrate.");
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
