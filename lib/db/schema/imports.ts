import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { staff } from "./people";

/** Imports of files, by the command and in the browser. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    fileName: text().notNull(),
    source: text({ enum: ["browser", "command"] }).notNull(),
    state: text({ enum: ["checking", "checked", "applying", "applied", "failed"] }).notNull(),
    /** Who pressed the button in the browser. */
    createdBy: uuid().references(() => staff.id, { onDelete: "set null" }),
    /** Network of that request, as AUDIT_ADDRESS says. */
    network: text(),
    /** How the file is to be read, and whether devices that it lacks are removed. */
    options: jsonb().notNull().default({}),
    /** How it was understood. */
    reading: jsonb(),
    /** What became of its rows; in a check, what would. */
    counts: jsonb().notNull().default({}),
    /** What kept it from being read to its end. */
    fault: jsonb(),
    /** Counts the checks and applications of the file: one that was overtaken goes on no more. */
    attempt: integer().notNull().default(0),
    /** The last line that was dealt with. */
    line: integer().notNull().default(0),
    /** Lines of the file; null while nobody has counted them, and while a browser still sends it. */
    lines: integer(),
    createdAt: now(),
    /** The last sign of life; a run that was killed gives none. */
    movedAt: now(),
    finishedAt: moment(),
  },
  (table) => [
    check("import_source", sql`${table.source} in ('browser', 'command')`),
    check("import_state", sql`${table.state} in ('checking', 'checked', 'applying', 'applied', 'failed')`),
    index("imports_created").on(table.createdAt),
  ],
);

/** A file that waits to be applied, in parts. */
export const importParts = pgTable(
  "import_parts",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    part: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.part] })],
);

/** Rows of a file that were refused. */
export const importRejects = pgTable(
  "import_rejects",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    line: integer().notNull(),
    /** The row as it stood in the file. */
    cells: text().array().notNull(),
    reasons: jsonb().notNull(),
    /** Of the customer, or of the device's owner; null if it could not be read. */
    externalId: text(),
    /** Of the device. */
    modelId: text(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.line] }),
    // A customer's deletion takes these rows along.
    index("import_rejects_customer").on(table.externalId),
  ],
);
