import { z } from "zod";
import { recordEvent } from "@/lib/audit";
import { statement } from "@/lib/db";
import type { Staff, Viewer } from "@/lib/viewer";
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
 * @param customerId whose page shows it, and has recorded that it shows them; null shows all, which nobody has yet
 * @returns the launches of that return, the latest first; none after 15 minutes, for another's or a malformed id
 */
export async function findStaffReturn(
  viewer: Viewer,
  back: string,
  customerId: string | null = null,
): Promise<ReturnedStaffLaunch[]> {
  if (viewer.kind !== "staff" || !z.guid().safeParse(back).success) return [];
  const launches = await find(back, viewer.id);
  return launches.filter(({ customer }) => customerId === null || customer.id === customerId);
}

/**
 * All of it, for the search's page: who is shown is on record before they are.
 * @throws LarderError `audit-failed`; nobody may be shown then
 */
export async function viewStaffReturn(viewer: Staff, back: string): Promise<ReturnedStaffLaunch[]> {
  const launches = await findStaffReturn(viewer, back);
  const customerIds = [...new Set(launches.map(({ customer }) => customer.id))];
  if (customerIds.length > 0) await recordEvent(viewer, { event: "customers.searched", customerIds });
  return launches;
}
