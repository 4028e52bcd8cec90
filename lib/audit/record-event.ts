import { pool, savepoint, statement, type Tx } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import type { Client, Staff, System } from "@/lib/viewer";
import type { AuditEvent } from "./types";

/** The actor, as the audit names it. */
export type Actor =
  | Pick<Staff, "kind" | "id" | "role" | "network">
  | Pick<Client, "kind" | "id" | "network">
  | System;

// One statement, so that an event and its note are stored together or not at all.
const record = statement(
  "record_event",
  {},
  `with recorded as (
     insert into audit_events (event, actor_kind, actor_id, role, customer_ids, details)
     values ($1, $2, $3, $4, $5, $6) returning id
   )
   insert into audit_notes (event_id, reason, network)
   select id, $7, $8 from recorded where $7::text is not null or $8::text is not null`,
);

const defaults: { customerId?: string; customerIds: string[]; reason: string | null } = {
  customerIds: [],
  reason: null,
};

/**
 * Records an event. A verb that changes data passes its transaction, so that both happen or neither does. A
 * verb that only shows data records first.
 * @throws LarderError `audit-failed` when the event cannot be written; `orUnrecorded` turns it into a refusal
 */
export async function recordEvent(actor: Actor, given: AuditEvent, tx: Tx = pool()): Promise<void> {
  const { event, customerId, customerIds, reason, ...details } = { ...defaults, ...given };
  const { id, role, network } = { id: null, role: null, network: null, ...actor };
  const about = customerId ? [customerId] : customerIds;
  try {
    await savepoint(
      (within) => record(within, event, actor.kind, id, role, about, details, reason, network),
      tx,
    );
  } catch (cause) {
    throw new LarderError("audit-failed", "the audit could not be written", { cause });
  }
}
