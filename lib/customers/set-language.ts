import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { Language } from "./schemas";

// "Several languages" in BCP 47: none that the portal offers, and no gap that the next sign-in would fill.
const anyLanguage = "mul";

/**
 * Keeps a customer's language in the profile.
 * @param language that the portal offers, or null for the browser's
 */
export async function setLanguage(
  scope: CustomerScope,
  language: Language | null,
  tx: Tx = pool(),
): Promise<void> {
  await tx
    .update(customers)
    .set({ language: language ?? anyLanguage })
    .where(eq(customers.id, scope.customerId));
}
