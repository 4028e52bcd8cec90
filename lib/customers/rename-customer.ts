import { eq } from "drizzle-orm";
import { customers, db } from "@/lib/db";
import { type NameResult, readName } from "@/lib/names";
import type { Customer } from "@/lib/viewer";

/** Keeps the viewer's own name, as readName makes it of what was typed; what it refuses changes nothing. */
export async function renameCustomer(viewer: Customer, typed: string): Promise<NameResult> {
  const result = readName(typed);
  if (result.ok) await db().update(customers).set({ name: result.name }).where(eq(customers.id, viewer.id));
  return result;
}
