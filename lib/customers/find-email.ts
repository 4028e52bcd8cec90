import { eq } from "drizzle-orm";
import { customers, db } from "@/lib/db";
import type { Customer } from "@/lib/viewer";

/** The viewer's own address; null while there is none. */
export async function findEmail(viewer: Customer): Promise<string | null> {
  const [row] = await db()
    .select({ email: customers.email })
    .from(customers)
    .where(eq(customers.id, viewer.id));
  return row?.email ?? null;
}
