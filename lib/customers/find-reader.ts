import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { findByEmail } from "./find-by-email";

/** The reader of a mail: the language of their profile, or null. */
type Reader = { language: string | null };

/**
 * Finds the reader of a sign-in code sent to an address.
 * @returns null when sign-in with this address would be refused
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
