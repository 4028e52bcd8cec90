import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * Audit log: opaque ids only, and append-only. Triggers refuse UPDATE, DELETE and TRUNCATE to every role,
 * except DELETE to larder_purge. No foreign keys: events outlive the rows they name.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment().notNull().defaultNow(),
    event: text().notNull(),
    /** The actor. */
    actorKind: text({ enum: ["customer", "staff", "client", "system"] }).notNull(),
    /** Id of the customer, the member of staff or the key; null for the system. */
    actorId: uuid(),
    /** Staff's role at that time; null for other actors. */
    role: text({ enum: ["support", "admin"] }),
    /** The customers concerned: one, or all customers in a list that was shown. */
    customerIds: uuid().array().notNull().default(sql`'{}'`),
    details: jsonb().notNull().default({}),
  },
  (table) => [
    check(
      "audit_event",
      sql`${table.event} in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged', 'key.created', 'key.revoked', 'model.changed', 'model.deleted',
        'customer.changed', 'customer.deleted', 'device.changed', 'device.removed', 'units.changed', 'faults.viewed', 'fault.settled',
        'import.written', 'import.viewed', 'customer.exported', 'devices.revoked')`,
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

/** Free text and network addresses of events. Erasing a customer's data deletes these rows. */
export const auditNotes = pgTable("audit_notes", {
  eventId: bigint({ mode: "number" })
    .primaryKey()
    .references(() => auditEvents.id, { onDelete: "cascade" }),
  reason: text(),
  /** Network address of the request, shortened as AUDIT_ADDRESS says. */
  network: text(),
});
