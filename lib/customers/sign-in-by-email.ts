import { eq } from "drizzle-orm";
import { customers, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import { findByEmail, lockEmail } from "./find-by-email";
import { listWriters, noteWriter } from "./note-writer";
import { liftByEmail } from "./tombstones";

/**
 * Finds the customer with an address that a code just verified, or creates one if self sign-up is on.
 * @param language of the requesting page, used if the profile has none
 * @returns the customer's id; refuses when no customer or several have the address, or when it belongs to
 * staff
 */
export const signInByEmail = (
  email: string,
  language: string,
  settings: { selfSignUp: boolean },
  tx: Tx = pool(),
): Promise<Result<Id, "customer-unknown">> =>
  transaction(async (within) => {
    await lockEmail(email, within);
    await liftByEmail(email, within);
    const found = await findByEmail(email, within);
    const [match, ...others] = found.customers;
    if (found.isStaff || others.length > 0) return refuse("customer-unknown");
    if (match) {
      if (!match.language)
        await within
          .update(customers)
          .set({ language, writtenBy: noteWriter("provider", "language") })
          .where(eq(customers.id, match.id));
      return succeed(match.id as Id);
    }
    if (!settings.selfSignUp) return refuse("customer-unknown");
    const id = crypto.randomUUID() as Id;
    await within.insert(customers).values({
      id,
      email,
      language,
      writtenBy: { ...listWriters("customer", "email"), ...listWriters("provider", "language") },
    });
    return succeed(id);
  }, tx);
