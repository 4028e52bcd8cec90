import { sql } from "drizzle-orm";
import { customers, type Database, db, lockFor, staff } from "@/lib/db";

type Match = { id: string; language: string | null };

/**
 * The one customer who has this address, whatever its case.
 * @returns `several` when more than one has it: which of them is asking cannot be told; `staff` for an address of
 * staff, who sign in through the identity provider only
 */
export async function findByEmail(
  email: string,
  tx: Database = db(),
): Promise<Match | "nobody" | "several" | "staff"> {
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

/** Nobody else becomes the customer with this address until the transaction ends. */
export const lockEmail = (tx: Database, email: string) => lockFor(tx, `customer ${email.toLowerCase()}`);
