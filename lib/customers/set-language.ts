import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { noteWriter } from "./note-writer";
import type { Language } from "./schemas";

// BCP 47 for "multiple languages". The portal offers none of that name, and the next sign-in will not
// overwrite it.
const anyLanguage = "mul";

/**
 * Saves a customer's language in the profile.
 * @param language one that the portal offers, or null to follow the browser
 */
export async function setLanguage(
  scope: CustomerScope,
  language: Language | null,
  tx: Tx = pool(),
): Promise<void> {
  await tx
    .update(customers)
    .set({ language: language ?? anyLanguage, writtenBy: noteWriter("customer", "language") })
    .where(eq(customers.id, scope.customerId));
}
