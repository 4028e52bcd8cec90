import type { PoolClient } from "pg";
import { z } from "zod";
import type { Viewer } from "@/lib/viewer";
import type { CustomerProfile } from "./types";

const text = `select id, external_id as "externalId", name, email, country, language, created_at as "createdAt"
  from customers where id = $1`;

/**
 * A customer for staff, in the transaction that also records who looked.
 * @returns null for a malformed or unknown id, for a customer who is gone, and for whoever is not staff
 */
export async function findCustomer(
  client: Pick<PoolClient, "query">,
  viewer: Viewer,
  customerId: string,
): Promise<CustomerProfile | null> {
  if (viewer.kind !== "staff" || !z.guid().safeParse(customerId).success) return null;
  const { rows } = await client.query<CustomerProfile>({ name: "find_customer", text, values: [customerId] });
  return rows[0] ?? null;
}
