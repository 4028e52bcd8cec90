import { z } from "zod";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import type { ReturnedLaunch } from "./types";

// Launches spent by one return share its browser and its moment. A device that was removed meanwhile has no page.
const find = statement<ReturnedLaunch>(
  "find_return",
  `select l.id, l.device_id as "deviceId", d.name as "deviceName", l.card, l.channel, l.opened_at as "openedAt"
   from launches named
   join launches l on l.customer_id = named.customer_id and l.browser_hash = named.browser_hash
     and l.returned_at = named.returned_at
   left join devices d on d.id = l.device_id
   where named.id = $1 and named.customer_id = $2 and named.returned_at > now() - interval '15 minutes'
     and d.removed_at is null
   order by l.opened_at desc`,
);

/**
 * What the viewer just came back from, for the notice `?back={launchId}`.
 * @returns all launches of that return, the latest first, without those of removed devices; none after 15 minutes,
 * for another's or a malformed id
 */
export async function findReturn(viewer: Viewer, launchId: string): Promise<ReturnedLaunch[]> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(launchId).success) return [];
  return find(launchId, viewer.id);
}
