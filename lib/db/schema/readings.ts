import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, moment, now } from "./columns";
import { devices } from "./devices";

const reals = customType<{ data: (number | null)[] }>({ dataType: () => "real[]" });

/** A device's registration; with it, everything here ends. */
const deviceId = () =>
  uuid()
    .notNull()
    .references(() => devices.id, { onDelete: "cascade" });

/** The newest reading of a device's slot. */
export const readings = pgTable(
  "readings",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deviceId: deviceId(),
    /** No reference: a slot stays while its model has devices, and the check would slow down every message. */
    slotId: uuid().notNull(),
    /** When the device took the sample. */
    at: moment().notNull(),
    /**
     * In the slot's measurement: what remains, of a level sensor; what was used since `replacedAt`, of the others.
     */
    value: doublePrecision().notNull(),
    /** When the partner said that the part was replaced. */
    replacedAt: moment(),
    /** What the first reading said, where the catalogue does not. */
    measurement: text({ enum: ["percentage", "count", "volume", "weight"] }),
    unit: text(),
    /** When a level is expected to reach nothing; null where nothing can be said. */
    emptyFrom: moment(),
    emptyAt: moment(),
    emptyUntil: moment(),
  },
  (table) => [
    uniqueIndex("readings_slot").on(table.deviceId, table.slotId),
    check("reading_value", sql`${table.value} >= 0 and ${table.value} <= 1000000000000`),
    check("reading_measurement", sql`${table.measurement} in ('percentage', 'count', 'volume', 'weight')`),
  ],
);

/** What the readings of 50 days were, a point a day. */
export const readingHistory = pgTable(
  "reading_history",
  {
    readingId: bigint({ mode: "number" })
      .notNull()
      .references(() => readings.id, { onDelete: "cascade" }),
    /** Days since 1970, in UTC, divided by 50. */
    period: integer().notNull(),
    /** By day of the period: the last level of the day, or what was used on it. */
    points: reals().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.readingId, table.period] }),
    check("reading_points", sql`cardinality(${table.points}) <= 50`),
    // Not BRIN, as for launches: new rows fill the room of old ones, and its ranges never shrink again.
    index("reading_history_period").on(table.period),
  ],
);

/** Messages about use that were counted, so that one that comes again counts once. */
export const reportKeys = pgTable(
  "report_keys",
  {
    deviceId: deviceId(),
    /** Hash of the message's id, or of what it says. */
    key: bytea().notNull(),
    at: now(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.key] }), index("report_keys_at").on(table.at)],
);

/** When a device last reported, to within five minutes. */
export const deviceReports = pgTable("device_reports", {
  deviceId: deviceId().primaryKey(),
  at: now(),
});
