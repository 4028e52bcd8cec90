// dist/migrate.js: applies all pending migrations to the database.
import path from "node:path";
import { migrate } from "@/launcher/migrate";
import { readSettings } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { runMain } from "@/server/prepare";

await runMain("migrate", async () => {
  loadSettings();
  const url =
    readSettings(["DATABASE_OWNER_URL"]).DATABASE_OWNER_URL ?? readSettings(["DATABASE_URL"]).DATABASE_URL;
  await migrate(url, path.join(import.meta.dirname, "migrations"));
  console.log("The database is up to date.");
});
