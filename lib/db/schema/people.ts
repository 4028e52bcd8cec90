import { sql } from "drizzle-orm";
import { boolean, char, check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { isCountry } from "./countries";

/** A field of a customer's profile. */
export type ProfileField = "name" | "email" | "country" | "language";
/** What the customer wrote, nobody else overwrites; what the identity provider filled in, no system empties. */
export type Writer = "customer" | "provider" | "partner";

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
    /** Who wrote a field last; unknown in rows from before this was kept. */
    writtenBy: jsonb().$type<Partial<Record<ProfileField, Writer>>>().notNull().default({}),
    /** Whether readings of their devices are kept and shown. */
    showLevels: boolean().notNull().default(true),
    createdAt: now(),
  },
  (table) => [
    check("customer_country", isCountry(table.country)),
    check(
      "customer_language",
      sql`${table.language} ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(${table.language}) <= 35`,
    ),
    check(
      "customer_email",
      sql`${table.email} ~ '^[^[:space:][:cntrl:]@]{1,64}@[^[:space:][:cntrl:]@]+$' and char_length(${table.email}) <= 254`,
    ),
    index("customers_email").on(sql`lower(${table.email})`),
  ],
);

/**
 * Numbers that other systems of the partner, such as a CRM, have for a customer. The source `identity` is the
 * identity provider: its claim is compared with these before `customers.external_id`.
 */
export const externalIds = pgTable(
  "external_ids",
  {
    source: text().notNull(),
    externalId: text().notNull(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.externalId] }),
    check("external_id_source", sql`${table.source} ~ '^[a-z][a-z0-9-]{0,31}$'`),
    index("external_ids_customer").on(table.customerId),
    index("external_ids_value").on(table.externalId),
  ],
);

/**
 * Customers who deleted their own account, so that no import brings them back. Each number, address and
 * identity of theirs is a row; the key is `tombstone_key(source, id)`, which names nobody without the secret of
 * this database.
 */
export const tombstones = pgTable(
  "tombstones",
  {
    key: bytea().primaryKey(),
    /** The same in all rows of one customer. */
    person: uuid().notNull(),
    deletedAt: now(),
  },
  (table) => [index("tombstones_person").on(table.person)],
);

/** Random secrets of this database, made by the migration. */
export const secrets = pgTable("secrets", { name: text().primaryKey(), value: bytea().notNull() });

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
    /** What the identity provider sent about an administrator, for the page that shows how it was read. */
    claims: jsonb().$type<Record<string, unknown>>(),
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

/** Sign-ins of customers, which outlive their sessions: the account page shows the last ones. */
export const signIns = pgTable(
  "sign_ins",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    method: text({ enum: ["oidc", "email"] }).notNull(),
    device: text({ enum: ["phone", "tablet", "computer"] }),
    browser: text(),
    /** As AUDIT_ADDRESS says. */
    network: text(),
    at: now(),
  },
  (table) => [
    check("sign_in_method", sql`${table.method} in ('oidc', 'email')`),
    index("sign_ins_customer").on(table.customerId, table.at),
    index("sign_ins_at").on(table.at),
  ],
);

/** Browsers in which a customer signed in with a code. Strangers cannot use up the codes that these may ask for. */
export const knownBrowsers = pgTable(
  "known_browsers",
  {
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** SHA-256 of the browser's cookie. */
    browserHash: bytea().notNull(),
    /** Time of the last sign-in. */
    seenAt: now(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.browserHash] }),
    index("known_browsers_seen").on(table.seenAt),
  ],
);
