import { arrayContained, arrayContains, inArray, sql } from "drizzle-orm";
import { auditEvents, auditNotes, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { EventDetails, EventName } from "./schemas";

/** An event about a customer, as that customer may read it: without names of staff. */
export type EventAbout = { at: Date; event: EventName; reason: string | null } & {
  [name in "deviceId" | "card" | "vendorCode" | "link" | "as" | "launchId"]: EventDetails[name] | null;
};

/** Lists the audit's events about a customer, oldest first. */
export async function listEventsAbout(scope: CustomerScope, tx: Tx = pool()): Promise<EventAbout[]> {
  const rows = await tx
    .select({
      at: auditEvents.at,
      event: auditEvents.event,
      details: auditEvents.details,
      reason: auditNotes.reason,
    })
    .from(auditEvents)
    .leftJoin(auditNotes, sql`${auditNotes.eventId} = ${auditEvents.id}`)
    .where(arrayContains(auditEvents.customerIds, [scope.customerId]))
    .orderBy(auditEvents.at, auditEvents.id);
  return rows.map(({ details, ...event }) => {
    const {
      deviceId = null,
      card = null,
      vendorCode = null,
      link = null,
      as = null,
      launchId = null,
    } = EventDetails.parse(details);
    return { ...event, event: EventName.parse(event.event), deviceId, card, vendorCode, link, as, launchId };
  });
}

/**
 * Deletes the notes of events that concern only this customer. The events stay, with ids that no longer
 * resolve; a search that also showed other customers keeps its network address.
 */
export async function eraseNotesAbout(scope: CustomerScope, tx: Tx = pool()): Promise<void> {
  const about = [scope.customerId];
  const events = tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      sql`${arrayContains(auditEvents.customerIds, about)} and ${arrayContained(auditEvents.customerIds, about)}`,
    );
  await tx.delete(auditNotes).where(inArray(auditNotes.eventId, events));
}
