import { ExternalId } from "@/lib/customers";
import { customers, pool, statement, type Tx } from "@/lib/db";
import { parseInput } from "@/lib/result";
import { type Id, isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";

const find = statement(
  "find_by_number",
  { id: customers.id },
  `select id from customers where external_id = $1 and $2::text is null
   union select customer_id from external_ids where external_id = $1 and ($2 is null or source = $2)
   limit 2`,
);

/**
 * Finds the one customer with a number of the partner, for staff who come from another system. Shows nothing of
 * the customer, so there is nothing to record yet.
 * @param source system that the number is from; null for any
 * @returns null if nobody has the number, or several do in different systems
 */
export async function findCustomerByNumber(
  viewer: Viewer,
  number: string,
  source: string | null,
  tx: Tx = pool(),
): Promise<Id | null> {
  const given = parseInput(ExternalId, number);
  if (!isStaff(viewer) || !given.ok) return null;
  const [customer, another] = await find(tx, given.value, source?.replaceAll("\0", "") ?? null);
  return customer && !another ? (customer.id as Id) : null;
}
