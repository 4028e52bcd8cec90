import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { customers } from "./people";

/** The partner's device models that are enabled at Amazon. */
export const deviceModels = pgTable(
  "device_models",
  {
    /** Amazon's model id. It is the key everywhere because links carry it. */
    modelId: text().primaryKey(),
    name: text().notNull(),
    /** Id of the symbol in public/devices.svg. */
    drawing: text().notNull().default("device"),
    /** ISO 3166-1 codes where the partner enabled smart reorders for this model. */
    countries: text().array().notNull().default(sql`array['US', 'GB', 'DE', 'FR', 'IT', 'ES', 'JP']`),
    createdAt: now(),
  },
  (table) => [
    // Rejects what lib/dash would refuse to put into a link, early enough for the partner to notice.
    check(
      "device_model_id",
      sql`${table.modelId} ~ '^[^[:space:][:cntrl:]]{1,128}$' and ${table.modelId} !~* '%[0-9a-f]{2}'`,
    ),
  ],
);

/** Consumables, each with one inventory sensor; the same for every unit of a model. */
export const slots = pgTable(
  "slots",
  {
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId, { onDelete: "cascade" }),
    position: integer().notNull(),
    name: text().notNull(),
    /** Kind of consumable, for the line on the tile; messages/ has its name. */
    supply: text().notNull(),
    sensor: text({ enum: ["level", "usage", "level-usage"] }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.position] }),
    check("slot_sensor", sql`${table.sensor} in ('level', 'usage', 'level-usage')`),
  ],
);

/** Registered units. */
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
    /** Set when its owner removed it. The row stays for its launches; another customer may add the unit. */
    removedAt: moment(),
  },
  (table) => [
    check("device_name", sql`char_length(${table.name}) between 1 and 120`),
    uniqueIndex("devices_serial").on(table.modelId, table.serial).where(sql`${table.removedAt} is null`),
    index("devices_customer").on(table.customerId, table.modelId),
  ],
);

/** Units that the partner made. Anyone with a unit's claim code may add it to their devices. */
export const units = pgTable(
  "units",
  {
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId, { onDelete: "cascade" }),
    serial: text().notNull(),
    /** SHA-256 of "{model id} {serial} {claim code}", the code in upper case without spaces and hyphens. */
    claimHash: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.serial] }),
    // People type serial numbers in upper or lower case.
    uniqueIndex("units_serial").on(table.modelId, sql`upper(${table.serial})`),
  ],
);
