import { sql } from "drizzle-orm";
import { bigint, check, customType, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, now } from "./columns";
import { customers } from "./people";

/** The id of a transaction, which never wraps around; a string of digits. */
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * What changed, for the partner's systems: kinds and the partner's own ids. Only triggers write it, in the
 * transaction that they tell of.
 */
export const changes = pgTable(
  "changes",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    transaction: xid8().notNull().default(sql`pg_current_xact_id()`),
    at: now(),
    kind: text({ enum: ["customer", "device", "model"] }).notNull(),
    action: text({ enum: ["changed", "deleted"] }).notNull(),
    /** Of the customer, or of the device's owner; null for a model, and for an owner without one. */
    externalId: text(),
    /** Of the device or the model. */
    modelId: text(),
    serial: text(),
  },
  (table) => [
    check("change_kind", sql`${table.kind} in ('customer', 'device', 'model')`),
    check("change_action", sql`${table.action} in ('changed', 'deleted')`),
    index("changes_order").on(table.transaction, table.id),
    index("changes_at").using("brin", table.at),
  ],
);

/**
 * Values of old rows that the database accepts no longer, for an administrator to look at. The migration moved
 * them here and left the field empty.
 */
export const dataFaults = pgTable(
  "data_faults",
  {
    id: id(),
    kind: text({ enum: ["customer", "model", "slot", "device", "unit"] }).notNull(),
    /** Of a customer's row. */
    customerId: uuid().references(() => customers.id, { onDelete: "cascade" }),
    /** What a person recognises the row by: a model id, a serial number. */
    subject: text().notNull(),
    field: text().notNull(),
    value: text().notNull(),
    foundAt: now(),
  },
  (table) => [
    check("data_fault_kind", sql`${table.kind} in ('customer', 'model', 'slot', 'device', 'unit')`),
    index("data_faults_customer").on(table.customerId),
  ],
);
