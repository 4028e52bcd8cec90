import { integer, pgTable } from "drizzle-orm/pg-core";

/** One row a migration since this table exists. Builds compare their own level with the newest. */
export const schemaLevels = pgTable("schema_levels", {
  /** The migration's number. */
  level: integer().primaryKey(),
  /** The level of the oldest build that still works with the database after this migration. */
  oldestBuild: integer().notNull(),
});
