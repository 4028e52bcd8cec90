import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, uuid, varchar } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { customers } from "./people";

/** Codes mailed to an address. The digits are not stored: they derive from the id and a secret. */
export const emailCodes = pgTable(
  "email_codes",
  {
    id: id(),
    purpose: text({ enum: ["sign-in", "change-email"] }).notNull(),
    email: text().notNull(),
    /** The customer who changes their address; null for a sign-in. */
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    /** SHA-256 of the requesting browser's cookie; empty once the browser entered a correct code. */
    browserHash: bytea().notNull(),
    /** Language of the requesting page. */
    language: text().notNull(),
    tries: integer().notNull().default(0),
    createdAt: now(),
    expiresAt: moment().notNull(),
    /** Set when the code is used or replaced by a newer one. */
    closedAt: moment(),
  },
  (table) => [
    check("email_code_purpose", sql`${table.purpose} in ('sign-in', 'change-email')`),
    check(
      "email_code_customer",
      sql`(${table.purpose} = 'change-email') = (${table.customerId} is not null)`,
    ),
    index("email_codes_browser").on(table.browserHash),
    index("email_codes_email").on(sql`lower(${table.email})`),
  ],
);

/** Counters of rate-limiter-flexible, which prescribes the columns. Keys are hashes. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
