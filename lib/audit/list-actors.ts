import { sql } from "drizzle-orm";
import { pool, staff, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";

/** Lists the staff whose actions the audit may hold, for administrators. */
export async function listActors(
  viewer: Viewer,
  tx: Tx = pool(),
): Promise<{ id: string; name: string | null }[]> {
  if (!isAdmin(viewer)) return [];
  const name = sql<string | null>`coalesce(${staff.name}, ${staff.email})`;
  return tx.select({ id: staff.id, name }).from(staff).orderBy(sql`lower(${name})`, staff.id);
}
