import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { devices } from "./devices";
import { customers, staff } from "./people";

/** Trips to a Dash page. A launch is open while `closedAt` is null and `expiresAt` is in the future. */
export const launches = pgTable(
  "launches",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null for the account-wide card. */
    deviceId: uuid().references(() => devices.id),
    /** Amazon's vendor code in the link; empty in rows from before it was kept. */
    vendorCode: text().notNull().default(""),
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
    // The insert's ON CONFLICT relies on it: two concurrent clicks make one launch.
    uniqueIndex("launches_open")
      .on(
        table.customerId,
        table.browserHash,
        sql`coalesce(${table.deviceId}, '00000000-0000-0000-0000-000000000000')`,
        table.vendorCode,
        table.card,
        table.channel,
      )
      .where(sql`${table.closedAt} is null`),
    index("launches_customer").on(table.customerId, table.openedAt),
    // For the purge of old launches and of devices without launches. The BRIN index stays small at any row
    // count.
    index("launches_opened").using("brin", table.openedAt),
    index("launches_device").on(table.deviceId),
  ],
);

/** Trips of staff to a customer's Dash page, kept apart from the customer's own launches. */
export const staffLaunches = pgTable(
  "staff_launches",
  {
    id: id(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Null for the account-wide card, and after the device was deleted. */
    deviceId: uuid().references(() => devices.id, { onDelete: "set null" }),
    /** Amazon's vendor code in the link; empty in rows from before it was kept. */
    vendorCode: text().notNull().default(""),
    card: text().notNull(),
    region: text({ enum: ["EU", "NA", "FE"] }).notNull(),
    /** SHA-256 of the browser's cookie. */
    browserHash: bytea().notNull(),
    openedAt: now(),
    expiresAt: moment().notNull(),
    closedAt: moment(),
    returnedAt: moment(),
  },
  (table) => [
    index("staff_launches_open").on(table.staffId, table.browserHash).where(sql`${table.closedAt} is null`),
    index("staff_launches_customer").on(table.customerId),
    index("staff_launches_device").on(table.deviceId),
    index("staff_launches_opened").using("brin", table.openedAt),
  ],
);

/** Trips to a Dash page of people who are not signed in. Nothing in a row names a person. */
export const visits = pgTable(
  "visits",
  {
    id: id(),
    /** Not a reference: visits outlive the model. */
    modelId: text().notNull(),
    /** Amazon's vendor code in the link. */
    vendorCode: text().notNull(),
    card: text().notNull(),
    channel: text({ enum: ["website", "app"] }).notNull(),
    region: text({ enum: ["EU", "NA", "FE"] }).notNull(),
    /** SHA-256 of the word "visit" and the browser's cookie: no launch has the same. */
    browserHash: bytea().notNull(),
    openedAt: now(),
    expiresAt: moment().notNull(),
    closedAt: moment(),
    returnedAt: moment(),
  },
  (table) => [
    // The insert's ON CONFLICT relies on it: two concurrent presses make one visit.
    uniqueIndex("visits_open")
      .on(table.browserHash, table.modelId, table.vendorCode, table.card, table.channel)
      .where(sql`${table.closedAt} is null`),
    index("visits_opened").using("brin", table.openedAt),
  ],
);
