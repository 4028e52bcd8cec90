import { eq, sql } from "drizzle-orm";
import { customers, db, staff, transaction } from "@/lib/db";

type Match = { id: string; language: string | null };

/**
 * The one customer who has this address, whatever its case.
 * @returns `several` when more than one has it: which of them is asking cannot be told; `staff` for an address of
 * staff, who sign in through the identity provider only
 */
export async function findByEmail(email: string, tx = db()): Promise<Match | "nobody" | "several" | "staff"> {
  const same = (column: typeof customers.email | typeof staff.email) =>
    sql`lower(${column}) = lower(${email})`;
  if ((await tx.$count(staff, same(staff.email))) > 0) return "staff";
  const found = await tx
    .select({ id: customers.id, language: customers.language })
    .from(customers)
    .where(same(customers.email))
    .limit(2);
  const [match] = found;
  return found.length > 1 ? "several" : (match ?? "nobody");
}

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
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`customer ${email.toLowerCase()}`}, 0))`,
    );
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
