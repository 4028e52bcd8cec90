import path from "node:path";
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
