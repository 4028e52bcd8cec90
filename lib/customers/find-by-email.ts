import { sql } from "drizzle-orm";
import { customers, lockFor, pool, staff, type Tx } from "@/lib/db";

type Holders = {
  /** Staff sign in through the identity provider only. Customers with the same address are not listed then. */
  isStaff: boolean;
  /** At most two: of several it cannot be told who is asking. */
  customers: { id: string; language: string | null }[];
};

/** Finds who has an address, in upper or lower case. */
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

/** Lets one transaction at a time give an address to a customer. */
export const lockEmail = (email: string, tx: Tx): Promise<void> =>
  lockFor(tx, `customer ${email.toLowerCase()}`);
