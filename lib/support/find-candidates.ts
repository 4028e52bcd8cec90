import { orUnrecorded, recordEvent } from "@/lib/audit";
import { customers, nullable, pool, statement, type Tx } from "@/lib/db";
import { type Result, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import type { Candidate } from "./types";

/** Most customers who are shown: several may share an address, or have one number in different systems. */
const most = 10;

const find = statement(
  "find_candidates",
  {
    id: customers.id,
    name: customers.name,
    email: customers.email,
    externalId: customers.externalId,
    country: nullable(customers.country),
  },
  `select id, name, email, external_id as "externalId", country from customers where id in (
     select id from customers where external_id = $1
     union select customer_id from external_ids where external_id = $1
     union select id from customers where lower(email) = lower($1)
     union select id from customers where id::text = lower($1)
   ) order by id limit ${most}`,
);

/**
 * Finds customers by exactly a number, an address or an id, for administrators. Records whom it found, or that it found
 * nobody.
 */
export const findCandidates = (
  viewer: Viewer,
  text: string,
  tx: Tx = pool(),
): Promise<Result<Candidate[], "unrecorded">> =>
  orUnrecorded(async () => {
    if (!isAdmin(viewer)) return succeed([]);
    const found = await find(tx, text);
    const customerIds = found.map(({ id }) => id);
    await recordEvent(viewer, { event: "customers.searched", customerIds }, tx);
    return succeed(found);
  });
