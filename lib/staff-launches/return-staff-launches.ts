import { recordEvent } from "@/lib/audit";
import type { Card } from "@/lib/dash";
import { transaction } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

type Spent = { id: string; customerId: string; deviceId: string | null; card: Card };

// Locked in one order, so that of fifty returns at once one takes all and the others find nothing.
const text = `with open as (
    select id from staff_launches
    where staff_id = $1 and browser_hash = $2 and closed_at is null and expires_at > now()
    order by id for update
  ), spent as (
    update staff_launches l set closed_at = now(), returned_at = now()
    from open where l.id = open.id
    returning l.id, l.customer_id, l.device_id, l.card, l.opened_at
  )
  select id, customer_id as "customerId", device_id as "deviceId", card from spent order by opened_at desc`;

/**
 * Spends all open launches of this browser and this member of staff, and records each as returned.
 * @returns them, the latest first; none when nothing was open
 * @throws LarderError `audit-failed`; nothing is spent then
 */
export async function returnStaffLaunches(viewer: Viewer, browserHash: Buffer | null): Promise<Spent[]> {
  if (viewer.kind !== "staff" || !browserHash) return [];
  return transaction(async (_, client) => {
    const values = [viewer.id, browserHash];
    const { rows } = await client.query<Spent>({ name: "return_staff_launches", text, values });
    for (const { id: launchId, ...about } of rows) {
      await recordEvent(viewer, { event: "launch.returned", launchId, ...about }, client);
    }
    return rows;
  });
}
