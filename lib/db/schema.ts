import { sql } from "drizzle-orm";
import {
  bigint,
  char,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const id = () => uuid().primaryKey().defaultRandom();
const moment = () => timestamp({ withTimezone: true });
const now = () => moment().notNull().defaultNow();

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
  ],
);

/** What the partner makes and has enabled at Amazon. */
export const deviceModels = pgTable(
  "device_models",
  {
    /** Amazon's model id: the key everywhere, since links carry it. */
    modelId: text().primaryKey(),
    name: text().notNull(),
    /** Id of the symbol in public/devices.svg. */
    drawing: text().notNull().default("device"),
    /** ISO 3166-1 codes where the partner enabled smart reorders for this model. */
    countries: text().array().notNull().default(sql`array['US', 'GB', 'DE', 'FR', 'IT', 'ES', 'JP']`),
    createdAt: now(),
  },
  (table) => [
    // What lib/dash refuses to put into a link is refused here already, where the partner sees it.
    check(
      "device_model_id",
      sql`${table.modelId} ~ '^[^[:space:][:cntrl:]]{1,128}$' and ${table.modelId} !~* '%[0-9a-f]{2}'`,
    ),
  ],
);

/** One consumable with one inventory sensor, the same for every unit of a model. */
export const slots = pgTable(
  "slots",
  {
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId, { onDelete: "cascade" }),
    position: integer().notNull(),
    name: text().notNull(),
    /** Kind of consumable, for the tile's one line; its words stand in messages/. */
    supply: text().notNull(),
    sensor: text({ enum: ["level", "usage", "level-usage"] }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.position] }),
    check("slot_sensor", sql`${table.sensor} in ('level', 'usage', 'level-usage')`),
  ],
);

/** One registered unit. */
export const devices = pgTable(
  "devices",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId),
    name: text().notNull(),
    serial: text().notNull(),
    registeredAt: now(),
    /** Set when its owner took it off the list. The row stays for its launches; the unit may find another owner. */
    removedAt: moment(),
  },
  (table) => [
    check("device_name", sql`char_length(${table.name}) between 1 and 120`),
    uniqueIndex("devices_serial").on(table.modelId, table.serial).where(sql`${table.removedAt} is null`),
    index("devices_customer").on(table.customerId, table.modelId),
  ],
);

/** What the partner made: who holds a unit's claim code may add it to their devices. */
export const units = pgTable(
  "units",
  {
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId, { onDelete: "cascade" }),
    serial: text().notNull(),
    /** SHA-256 of "{model id} {serial} {claim code}", the code in capitals and without spaces and hyphens. */
    claimHash: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.serial] }),
    // People type serial numbers in either case.
    uniqueIndex("units_serial").on(table.modelId, sql`upper(${table.serial})`),
  ],
);

/** A code that was mailed to an address. The code itself stands nowhere: it follows from the id and a secret. */
export const emailCodes = pgTable(
  "email_codes",
  {
    id: id(),
    purpose: text({ enum: ["sign-in", "change-email"] }).notNull(),
    email: text().notNull(),
    /** Whose address changes; null for a sign-in. */
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    /** SHA-256 of the cookie of the browser that asked; empty once a code was right there. */
    browserHash: bytea().notNull(),
    /** The language of the page that asked. */
    language: text().notNull(),
    tries: integer().notNull().default(0),
    createdAt: now(),
    expiresAt: moment().notNull(),
    /** Set when it was used, or when a newer one took its place. */
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

/** Counters of rate-limiter-flexible, whose layout this is; keys are hashes. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});

/** One trip to a Dash page. Open while `closedAt` is null and `expiresAt` is ahead. */
export const launches = pgTable(
  "launches",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null for the card of the whole account. */
    deviceId: uuid().references(() => devices.id),
    card: text().notNull(),
    channel: text({ enum: ["website", "app"] }).notNull(),
    region: text({ enum: ["EU", "NA", "FE"] }).notNull(),
    /** SHA-256 of the browser's cookie. */
    browserHash: bytea().notNull(),
    openedAt: now(),
    expiresAt: moment().notNull(),
    closedAt: moment(),
    returnedAt: moment(),
  },
  (table) => [
    // Named in the insert's ON CONFLICT: two presses at once make one launch.
    uniqueIndex("launches_open")
      .on(
        table.customerId,
        table.browserHash,
        sql`coalesce(${table.deviceId}, '00000000-0000-0000-0000-000000000000')`,
        table.card,
        table.channel,
      )
      .where(sql`${table.closedAt} is null`),
    index("launches_customer").on(table.customerId, table.openedAt),
    // For the purge: old launches, and devices that none names. The first is a few pages, however many rows.
    index("launches_opened").using("brin", table.openedAt),
    index("launches_device").on(table.deviceId),
  ],
);
