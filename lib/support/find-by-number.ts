import { orUnrecorded, recordEvent } from "@/lib/audit";
import { ExternalId } from "@/lib/customers";
import { customers, pool, statement, type Tx } from "@/lib/db";
import { parseInput, type Result, succeed } from "@/lib/result";
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
 * Finds the one customer with a number of the partner, for staff who come from another system. Records whom it
 * found, or that it found nobody.
 * @param source system that the number is from; null for any
 * @returns null if nobody has the number, or several do in different systems
 */
export const findCustomerByNumber = (
  viewer: Viewer,
  number: string,
  source: string | null,
  tx: Tx = pool(),
): Promise<Result<Id | null, "unrecorded">> =>
  orUnrecorded(async () => {
    const given = parseInput(ExternalId, number);
    if (!isStaff(viewer) || !given.ok) return succeed(null);
    const found = await find(tx, given.value, source?.replaceAll("\0", "") ?? null);
    const customerIds = found.map(({ id }) => id);
    await recordEvent(viewer, { event: "customers.searched", customerIds }, tx);
    return succeed(customerIds.length === 1 ? (customerIds[0] as Id) : null);
  });
