// npm run db:migrate: applies all pending migrations to the database.
import { migrate } from "@/launcher/migrate";

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
