import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { noteWriter } from "./note-writer";

/**
 * Changes a customer's name.
 * @param name parsed by the schema Name of lib/names
 */
export async function renameCustomer(scope: CustomerScope, name: string, tx: Tx = pool()): Promise<void> {
  await tx
    .update(customers)
    .set({ name, writtenBy: noteWriter("customer", "name") })
    .where(eq(customers.id, scope.customerId));
}
