import { z } from "zod";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import type { ReturnedStaffLaunch } from "./types";

// Launches spent by one return share its browser and its moment.
const find = statement<ReturnedStaffLaunch>(
  "find_staff_return",
  `select l.id, jsonb_build_object('id', c.id, 'name', c.name, 'externalId', c.external_id, 'email', c.email) as customer,
     d.name as "deviceName", l.card, l.opened_at as "openedAt"
   from staff_launches named
   join staff_launches l on l.staff_id = named.staff_id and l.browser_hash = named.browser_hash
     and l.returned_at = named.returned_at
   join customers c on c.id = l.customer_id
   left join devices d on d.id = l.device_id and d.customer_id = l.customer_id and d.removed_at is null
   where named.id = $1 and named.staff_id = $2 and named.returned_at > now() - interval '15 minutes'
   order by l.opened_at desc`,
);

/**
 * What a member of staff just came back from, for the notice `?back={staffLaunchId}`.
 * @returns all launches of that return, the latest first; none after 15 minutes, for another's or a malformed id
 */
export async function findStaffReturn(viewer: Viewer, back: string): Promise<ReturnedStaffLaunch[]> {
  if (viewer.kind !== "staff" || !z.guid().safeParse(back).success) return [];
  return find(back, viewer.id);
}
