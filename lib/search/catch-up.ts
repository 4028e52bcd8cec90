import { sql } from "drizzle-orm";
import { customers, pool, searchQueue, type Tx, transaction } from "@/lib/db";

/** Customers whose search text is written at once. */
const batch = 500;

/**
 * Lets a transaction leave the search to `catchUp`. It must have locked the customers whose devices it writes: else
 * `catchUp` could miss some.
 */
export async function deferSearch(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('larder.search', 'later', true)`);
}

/** Writes the search text of some customers that a transaction has left. @returns how many; 0 if there are none left */
export const catchUp = (tx: Tx = pool()): Promise<number> =>
  transaction(async (within) => {
    const left = await within.select().from(searchQueue).orderBy(searchQueue.customerId).limit(batch);
    const ids = sql.param(left.map(({ customerId }) => customerId));
    // Before the queue's rows, as whoever fills the queue.
    await within
      .select({ id: customers.id })
      .from(customers)
      .where(sql`${customers.id} = any(${ids}::uuid[])`)
      .orderBy(customers.id)
      .for("no key update");
    await within.delete(searchQueue).where(sql`${searchQueue.customerId} = any(${ids}::uuid[])`);
    if (left.length > 0) await within.execute(sql`select refresh_customer_search(${ids}::uuid[])`);
    return left.length;
  }, tx);
