import { eq } from "drizzle-orm";
import { customers, db } from "@/lib/db";
import { findByEmail } from "./find-by-email";

/** Who reads a code: the language of the profile, null where it has none. */
type Reader = { language: string | null };

/**
 * Who may get a code at an address to sign in with.
 * @returns null when nobody could sign in with it
 */
export async function findCodeReader(
  email: string,
  settings: { selfSignUp: boolean },
): Promise<Reader | null> {
  const match = await findByEmail(email);
  if (match === "nobody") return settings.selfSignUp ? { language: null } : null;
  return typeof match === "string" ? null : match;
}

/** A customer as the reader of a mail; null when there is none any more. */
export async function findReader(customerId: string): Promise<Reader | null> {
  const [reader] = await db()
    .select({ language: customers.language })
    .from(customers)
    .where(eq(customers.id, customerId));
  return reader ?? null;
}
