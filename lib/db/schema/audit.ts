import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * Who did what: opaque ids only, and rows never change. Triggers refuse UPDATE, DELETE and TRUNCATE to everybody,
 * except DELETE to the role larder_purge. No foreign keys: events outlive what they name.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment().notNull().defaultNow(),
    event: text().notNull(),
    /** Who acted. */
    actorKind: text({ enum: ["customer", "staff", "client", "system"] }).notNull(),
    /** Id of the customer, the member of staff or the key; null for the system. */
    actorId: uuid(),
    /** The role that staff had then; null for the others. */
    role: text({ enum: ["support", "admin"] }),
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
    check(
      "audit_actor",
      sql`${table.actorKind} in ('customer', 'staff', 'client', 'system')
        and (${table.actorKind} = 'system') = (${table.actorId} is null)`,
    ),
    index("audit_events_at").on(table.at, table.id),
    index("audit_events_actor").on(table.actorId, table.at, table.id),
    index("audit_events_event").on(table.event, table.at, table.id),
    index("audit_events_customers").using("gin", table.customerIds),
  ],
);

/** Free text and network addresses of an event; emptied when a customer's data is erased. */
export const auditNotes = pgTable("audit_notes", {
  eventId: bigint({ mode: "number" })
    .primaryKey()
    .references(() => auditEvents.id, { onDelete: "cascade" }),
  reason: text(),
  /** Network address of the request, shortened by setting. */
  network: text(),
});
