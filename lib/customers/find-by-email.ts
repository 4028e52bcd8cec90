import { sql } from "drizzle-orm";
import { customers, lockAll, pool, staff, type Tx } from "@/lib/db";

type Holders = {
  /**
   * Whether staff have the address; they sign in through the identity provider only. `customers` is then
   * empty.
   */
  isStaff: boolean;
  /** At most two, enough to know that the address is ambiguous. */
  customers: { id: string; language: string | null }[];
};

/** Finds the staff or customers with an address, ignoring case. */
export async function findByEmail(email: string, tx: Tx = pool()): Promise<Holders> {
  const hasEmail = (column: typeof customers.email | typeof staff.email) =>
    sql`lower(${column}) = lower(${email})`;
  if ((await tx.$count(staff, hasEmail(staff.email))) > 0) return { isStaff: true, customers: [] };
  const found = await tx
    .select({ id: customers.id, language: customers.language })
    .from(customers)
    .where(hasEmail(customers.email))
    .limit(2);
  return { isStaff: false, customers: found };
}

/** Takes a lock so that only one transaction at a time can assign this address. */
export const lockEmail = (email: string, tx: Tx): Promise<void> =>
  lockAll(tx, "customers", [`address ${email.toLowerCase()}`]);
