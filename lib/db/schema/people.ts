import { sql } from "drizzle-orm";
import { char, check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";

/** People who own devices. `externalId` is the partner's own customer number. */
export const customers = pgTable(
  "customers",
  {
    id: id(),
    externalId: text().unique("customers_external_id"),
    name: text(),
    /** Only ever a verified address: by the identity provider, by a code that we sent there, or by the partner. */
    email: text(),
    /** ISO 3166-1 alpha-2 of the customer's Amazon account. */
    country: char({ length: 2 }),
    /** BCP 47. */
    language: text(),
    createdAt: now(),
  },
  (table) => [
    check("customer_country", sql`${table.country} ~ '^[A-Z]{2}$'`),
    index("customers_email").on(sql`lower(${table.email})`),
  ],
);

/** People who work for the partner. */
export const staff = pgTable(
  "staff",
  {
    id: id(),
    role: text({ enum: ["support", "admin"] }).notNull(),
    name: text(),
    email: text(),
    createdAt: now(),
    /** When a browser of theirs last asked for anything; null for one who never signed in since this was noted. */
    seenAt: moment(),
  },
  (table) => [check("staff_role", sql`${table.role} in ('support', 'admin')`)],
);

/** Whom an identity provider's (issuer, subject) stands for; a role at sign-in decides which of the two. */
export const identities = pgTable(
  "identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    staffId: uuid().references(() => staff.id, { onDelete: "cascade" }),
    createdAt: now(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    check("identity_of_someone", sql`num_nonnulls(${table.customerId}, ${table.staffId}) >= 1`),
    index("identities_customer").on(table.customerId),
  ],
);

/** One sign-in of one browser. Only the SHA-256 of its token is kept. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    tokenHash: bytea().notNull().unique("sessions_token_hash"),
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    staffId: uuid().references(() => staff.id, { onDelete: "cascade" }),
    /** Handed back to the identity provider to sign out there too. */
    idToken: text(),
    /** The identity provider's own session (`sid`), by which it can end this one. */
    providerSession: text(),
    /** What signed in, in words of our own: the browser's full description stays unknown to us. */
    device: text({ enum: ["phone", "tablet", "computer"] }),
    browser: text(),
    /** When this person last proved who they are, if the identity provider says that it was not now. */
    authenticatedAt: now(),
    createdAt: now(),
    seenAt: now(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    check("session_of_one", sql`num_nonnulls(${table.customerId}, ${table.staffId}) = 1`),
    index("sessions_customer").on(table.customerId),
    index("sessions_staff").on(table.staffId),
    index("sessions_provider").on(table.providerSession),
  ],
);
