import { statement } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import type { StaffMember } from "./types";

/** One page is all there is; a maker's support desk has tens of people. */
const most = 300;

const list = statement<StaffMember>(
  "list_staff",
  `select staff.id, name, email, role, greatest(staff.seen_at, max(s.seen_at)) as "seenAt",
     (count(s.id) filter (
       where s.expires_at > now() and s.seen_at > now() - $1::float * interval '1 hour'
     ))::int as sessions
   from staff left join sessions s on s.staff_id = staff.id
   group by staff.id order by "seenAt" desc nulls last, staff.id limit $2`,
);

/**
 * Everybody who has ever signed in as staff, who was here last first; for administrators.
 * @param idleHours after which a staff session is over
 * @returns `isCut` when there are more than stand on a page
 */
export async function listStaff(
  viewer: Staff,
  idleHours: number,
): Promise<{ staff: StaffMember[]; isCut: boolean }> {
  if (viewer.role !== "admin") return { staff: [], isCut: false };
  const rows = await list(idleHours, most + 1);
  return { staff: rows.slice(0, most), isCut: rows.length > most };
}
