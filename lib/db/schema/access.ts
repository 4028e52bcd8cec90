import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { staff } from "./people";

/** Keys of the partner's systems. Only the SHA-256 of a key is stored. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    name: text().notNull(),
    keyHash: bytea().notNull().unique("api_keys_hash"),
    /** Its first characters, to recognise it by. */
    hint: text().notNull(),
    scopes: text().array().notNull(),
    createdAt: now(),
    /** Null for a key made by the command. */
    createdBy: uuid().references(() => staff.id, { onDelete: "set null" }),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
    /** To the minute. */
    usedAt: moment(),
    /** Network of that use, as AUDIT_ADDRESS says. */
    usedFrom: text(),
  },
  (table) => [
    check("api_key_scopes", sql`cardinality(${table.scopes}) > 0`),
    index("api_keys_created").on(table.createdAt),
  ],
);
