import { z } from "zod";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import type { CustomerProfile } from "./types";

const find = statement<CustomerProfile>(
  "find_customer",
  `select id, external_id as "externalId", name, email, country, language, created_at as "createdAt"
   from customers where id = $1`,
);

/**
 * A customer for staff. Whoever shows it records that first.
 * @returns null for a malformed or unknown id, for a customer who is gone, and for whoever is not staff
 */
export async function findCustomer(
  viewer: Pick<Viewer, "kind">,
  customerId: string,
): Promise<CustomerProfile | null> {
  if (viewer.kind !== "staff" || !z.guid().safeParse(customerId).success) return null;
  const [customer] = await find(customerId);
  return customer ?? null;
}
