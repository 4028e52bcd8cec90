import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { migrateQueue } from "@/lib/jobs";
import { connect } from "./connect";
import { root } from "./paths";

export const migrationsFolder = path.join(root, "lib/db/migrations");

/** Applies all pending migrations. Throws a readable error when the database cannot be reached. */
export async function migrate(url: string, folder = migrationsFolder): Promise<void> {
  const client = await connect(url);
  try {
    // Hides the notice "schema drizzle already exists, skipping".
    await client.query("set client_min_messages to warning");
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
  await migrateQueue(url);
}
