import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { LarderError } from "@/lib/errors";
import type { Staff } from "@/lib/viewer";
import type { AuditEvent } from "./types";

// One statement, so that an event and its note are kept together or not at all.
const text = `with recorded as (
    insert into audit_events (event, staff_id, role, customer_ids, details)
    values ($1, $2, $3, $4, $5) returning id
  )
  insert into audit_notes (event_id, reason, network)
  select id, $6, $7 from recorded where $6::text is not null or $7::text is not null`;

/**
 * Records what a member of staff does. What changes something passes its transaction's `client`: both or neither.
 * What only shows something records first and shows then.
 * @throws LarderError `audit-failed` when it cannot be written; nothing may be opened, shown or sent then
 */
export async function recordEvent(
  viewer: Pick<Staff, "id" | "role" | "network">,
  given: AuditEvent,
  client: Pick<PoolClient, "query"> = pool(),
): Promise<void> {
  const { event, customerId, customerIds, reason, ...details } = { ...nobody, ...given };
  const about = customerId ? [customerId] : customerIds;
  const values = [event, viewer.id, viewer.role, about, details, reason, viewer.network];
  try {
    await client.query({ name: "record_event", text, values });
  } catch (cause) {
    throw new LarderError("audit-failed", "the audit could not be written", { cause });
  }
}

const nobody: { customerId?: string; customerIds: string[]; reason: string | null } = {
  customerIds: [],
  reason: null,
};
