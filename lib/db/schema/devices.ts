import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { deviceModels } from "./models";
import { customers } from "./people";

/**
 * A serial number without case, spaces and hyphens: `fold_serial(serial)`, written by a trigger. Rows that
 * differed in nothing else when the column was added have a space and a number behind it.
 */
const serialKey = () => text().notNull().default("");

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
    /** Whether the customer wrote the name last; nobody else may then overwrite it. */
    ownName: boolean().notNull().default(false),
    serial: text().notNull(),
    serialKey: serialKey(),
    /** The device's id in the partner's Alexa skill, which its messages carry. */
    endpointId: text(),
    registeredAt: now(),
    /** Whether the partner gave `registeredAt`; otherwise it is when the row was made, which may be later. */
    isDated: boolean().notNull().default(false),
    /** Who added it; null before this was kept. */
    addedBy: text({ enum: ["customer", "partner"] }),
    /** When it left its owner's list. The row stays for its launches; another customer may add the unit. */
    removedAt: moment(),
    /** Null while it is not removed, and in rows from before this was kept: then it was the owner. */
    removedBy: text({ enum: ["owner", "partner", "transfer"] }),
  },
  (table) => [
    check("device_name", sql`char_length(${table.name}) between 1 and 120`),
    check("device_added_by", sql`${table.addedBy} in ('customer', 'partner')`),
    check(
      "device_removed_by",
      sql`${table.removedBy} is null
        or ${table.removedBy} in ('owner', 'partner', 'transfer') and ${table.removedAt} is not null`,
    ),
    uniqueIndex("devices_serial").on(table.modelId, table.serialKey).where(sql`${table.removedAt} is null`),
    index("devices_customer").on(table.customerId, table.modelId),
    // Also for devices that their owner removed, which the partner's systems must not add again.
    index("devices_unit").on(table.modelId, table.serialKey),
    index("devices_endpoint").on(table.endpointId).where(sql`${table.endpointId} is not null`),
    // For messages that name a serial number alone.
    index("devices_serial_key").on(table.serialKey),
    // Tells at once whether there are any rows with a number behind their key.
    index("devices_doubled").on(table.modelId).where(sql`${table.serialKey} like '% %'`),
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
    serialKey: serialKey(),
    /** SHA-256 of the salt and the claim code, the code in upper case without spaces and hyphens. */
    claimHash: bytea().notNull(),
    /** Null in rows of the first version, whose hash is that of "{model id} {serial} {claim code}". */
    claimSalt: bytea(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.serial] }),
    uniqueIndex("units_serial").on(table.modelId, table.serialKey),
    index("units_serial_key").on(table.serialKey),
  ],
);
