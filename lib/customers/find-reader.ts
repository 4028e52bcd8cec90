import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { findByEmail } from "./find-by-email";

/** Who reads a mail: the language of their profile, null where it has none. */
type Reader = { language: string | null };

/**
 * Finds who may get a sign-in code at an address.
 * @returns null when a sign-in with it would be refused
 */
export async function findCodeReader(
  email: string,
  settings: { selfSignUp: boolean },
  tx: Tx = pool(),
): Promise<Reader | null> {
  const found = await findByEmail(email, tx);
  if (found.isStaff || found.customers.length > 1) return null;
  return found.customers[0] ?? (settings.selfSignUp ? { language: null } : null);
}

/** Finds a customer as the reader of a mail; null when the customer is gone. */
export async function findReader(scope: CustomerScope, tx: Tx = pool()): Promise<Reader | null> {
  const [reader] = await tx
    .select({ language: customers.language })
    .from(customers)
    .where(eq(customers.id, scope.customerId));
  return reader ?? null;
}
