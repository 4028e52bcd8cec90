import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";

/** Finds a customer's address; null when they have none. */
export async function findEmail(scope: CustomerScope, tx: Tx = pool()): Promise<string | null> {
  const [row] = await tx
    .select({ email: customers.email })
    .from(customers)
    .where(eq(customers.id, scope.customerId));
  return row?.email ?? null;
}
