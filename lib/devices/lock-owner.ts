import { eq } from "drizzle-orm";
import { customers, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";

/**
 * A subquery that locks the owner's row. A device's row is locked after its owner's by everyone: in different orders,
 * two could wait for each other.
 */
export const lockOwner = ({ customerId }: CustomerScope, tx: Tx) =>
  tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, customerId))
    .for("no key update")
    .as("owner");
