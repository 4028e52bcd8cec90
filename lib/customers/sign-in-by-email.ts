import { eq } from "drizzle-orm";
import { customers, transaction } from "@/lib/db";
import { findByEmail, lockEmail } from "./find-by-email";

/**
 * The customer behind an address that was just proved by a code, or a new one where self sign-up is on.
 * @param language of the page that asked; fills a gap
 * @returns the customer's id; null when there is none, several have the address, or it belongs to staff
 */
export async function signInByEmail(
  email: string,
  language: string,
  settings: { selfSignUp: boolean },
): Promise<string | null> {
  return transaction(async (tx) => {
    await lockEmail(tx, email);
    const match = await findByEmail(email, tx);
    if (match === "staff" || match === "several") return null;
    if (match !== "nobody") {
      if (!match.language) await tx.update(customers).set({ language }).where(eq(customers.id, match.id));
      return match.id;
    }
    if (!settings.selfSignUp) return null;
    const [made] = await tx.insert(customers).values({ email, language }).returning({ id: customers.id });
    return (made as { id: string }).id;
  });
}
