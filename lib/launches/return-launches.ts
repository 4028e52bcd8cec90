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
   select s.id, s.device_id as "deviceId", s.channel
   from spent s left join devices d on d.id = s.device_id
   where d.removed_at is null
   order by s.opened_at desc`,
);

/**
 * Spends all open launches of this browser and this viewer.
 * @returns them, the latest first, without those of devices removed meanwhile; none when nothing was open
 */
export async function returnLaunches(viewer: Viewer, browserHash: Buffer | null): Promise<Spent[]> {
  if (viewer.kind !== "customer" || !browserHash) return [];
  return spend(viewer.id, browserHash);
}
