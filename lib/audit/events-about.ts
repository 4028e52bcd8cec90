import type { PoolClient } from "pg";
import type { AuditEventName, EventDetails } from "./types";

/** What staff did about a customer, as it is told to that customer: not who, since staff are people, too. */
export type EventAbout = { at: Date; event: AuditEventName; reason: string | null } & {
  [name in "deviceId" | "card" | "link" | "as" | "launchId"]: EventDetails[name] | null;
};

/** What the audit holds about a customer, the oldest first. */
export async function listEventsAbout(client: PoolClient, customerId: string): Promise<EventAbout[]> {
  const { rows } = await client.query<EventAbout>(
    `select at, event, details->>'deviceId' as "deviceId", details->>'card' as card, details->>'link' as link,
       details->>'as' as "as", details->>'launchId' as "launchId", reason
     from audit_events left join audit_notes on event_id = id
     where customer_ids @> array[$1::uuid] order by at, id`,
    [customerId],
  );
  return rows;
}

/**
 * Empties the notes of what is about this customer and nobody else. The events stay, with ids that lead nowhere; a
 * search that showed others keeps the network of who searched.
 */
export async function eraseNotesAbout(client: PoolClient, customerId: string): Promise<void> {
  await client.query(
    `delete from audit_notes using audit_events
     where id = event_id and customer_ids @> array[$1::uuid] and customer_ids <@ array[$1::uuid]`,
    [customerId],
  );
}
