import { desc, eq, sql } from "drizzle-orm";
import { pool, sessions, staff, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import type { StaffMember } from "./types";

/** Enough to show all staff on one page: a partner's support desk has tens of people. */
const maxRows = 300;

/**
 * Lists everyone who ever signed in as staff, most recently seen first; for administrators.
 * @param idleHours after which a staff session expires
 * @returns `isCut` if there are more than the page shows
 */
export async function listStaff(
  viewer: Staff,
  idleHours: number,
  tx: Tx = pool(),
): Promise<{ staff: StaffMember[]; isCut: boolean }> {
  if (!isAdmin(viewer)) return { staff: [], isCut: false };
  const seenAt = sql<Date | null>`greatest(${staff.seenAt}, max(${sessions.seenAt}))`.mapWith(staff.seenAt);
  const alive = sql<number>`(count(${sessions.id}) filter (where ${sessions.expiresAt} > now()
    and ${sessions.seenAt} > now() - ${idleHours}::float * interval '1 hour'))::int`;
  const rows = await tx
    .select({ id: staff.id, name: staff.name, email: staff.email, role: staff.role, seenAt, sessions: alive })
    .from(staff)
    .leftJoin(sessions, eq(sessions.staffId, staff.id))
    .groupBy(staff.id)
    .orderBy(sql`${desc(seenAt)} nulls last`, staff.id)
    .limit(maxRows + 1);
  return { staff: rows.slice(0, maxRows), isCut: rows.length > maxRows };
}
