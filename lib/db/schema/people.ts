import { sql } from "drizzle-orm";
import { char, check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";

/** Customers, who own devices. `externalId` is the partner's own customer number. */
export const customers = pgTable(
  "customers",
  {
    id: id(),
    externalId: text().unique("customers_external_id"),
    name: text(),
    /** Always verified: by the identity provider, by a code sent to the address, or by the partner. */
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
    /**
     * Time of the last request from any of their browsers; null if they have not signed in since this column
     * exists.
     */
    seenAt: moment(),
  },
  (table) => [check("staff_role", sql`${table.role} in ('support', 'admin')`)],
);

/**
 * Maps an identity provider's (issuer, subject) to a customer, a member of staff, or both; the role decides
 * which.
 */
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

/** Sign-ins, one row per browser. Only the SHA-256 of the token is stored. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    tokenHash: bytea().notNull().unique("sessions_token_hash"),
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    staffId: uuid().references(() => staff.id, { onDelete: "cascade" }),
    /** Sent to the identity provider at sign-out, to end its session too. */
    idToken: text(),
    /** The identity provider's own session (`sid`), which its back-channel logout names. */
    providerSession: text(),
    /** Kind of device, derived from the User-Agent header, which is not stored. */
    device: text({ enum: ["phone", "tablet", "computer"] }),
    browser: text(),
    /**
     * Time of the last real authentication; earlier than `createdAt` if the provider reused its own session.
     */
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
