import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { CustomerProfile } from "./types";

/**
 * Finds a customer's profile; null when the customer is gone. Verbs that show it to staff must record that
 * first.
 */
export async function findCustomer(scope: CustomerScope, tx: Tx = pool()): Promise<CustomerProfile | null> {
  const [customer] = await tx.select().from(customers).where(eq(customers.id, scope.customerId));
  return customer ?? null;
}
