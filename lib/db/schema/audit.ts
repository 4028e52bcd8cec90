import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * What staff did: opaque ids only, and rows are never changed. Triggers refuse everybody UPDATE, DELETE and TRUNCATE,
 * except DELETE for the role larder_purge. No references: it outlives what it names.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment().notNull().defaultNow(),
    event: text().notNull(),
    /** Null where no member of staff did it, but a purge. */
    staffId: uuid(),
    /** The role that they had then. */
    role: text(),
    /** About whom: one, or all who stood in a list. */
    customerIds: uuid().array().notNull().default(sql`'{}'`),
    details: jsonb().notNull().default({}),
  },
  (table) => [
    check(
      "audit_event",
      sql`${table.event} in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged')`,
    ),
    index("audit_events_at").on(table.at, table.id),
    index("audit_events_staff").on(table.staffId, table.at, table.id),
    index("audit_events_event").on(table.event, table.at, table.id),
    index("audit_events_customers").using("gin", table.customerIds),
  ],
);

/** What an event says about people in words and addresses; emptied when a customer's data is erased. */
export const auditNotes = pgTable("audit_notes", {
  eventId: bigint({ mode: "number" })
    .primaryKey()
    .references(() => auditEvents.id, { onDelete: "cascade" }),
  reason: text(),
  /** Network address of the member of staff, shortened by setting. */
  network: text(),
});
