import type { Channel } from "@/lib/dash";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

type Spent = { id: string; deviceId: string | null; channel: Channel };

// Locked in one order, so that of fifty returns at once one takes all and the others find nothing.
const spend = statement<Spent>(
  "return_launches",
  `with open as (
     select id from launches
     where customer_id = $1 and browser_hash = $2 and closed_at is null and expires_at > now()
     order by id for update
   ), spent as (
     update launches l set closed_at = now(), returned_at = now()
     from open where l.id = open.id
     returning l.id, l.device_id, l.channel, l.opened_at
   )
   select id, device_id as "deviceId", channel from spent order by opened_at desc`,
);

/**
 * Spends all open launches of this browser and this viewer.
 * @returns them, the latest first; none when nothing was open, had expired or was spent before
 */
export async function returnLaunches(viewer: Viewer, browserHash: Buffer | null): Promise<Spent[]> {
  if (viewer.kind !== "customer" || !browserHash) return [];
  return spend(viewer.id, browserHash);
}
