import { eq, or, sql } from "drizzle-orm";
import { customers, type Tx } from "@/lib/db";
import { parseInput, type Result, refuse, succeed } from "@/lib/result";
import { readId } from "@/lib/scope";
import { FilterText } from "./schemas";
import type { AuditFilter } from "./types";

/** Finds customers by id, customer number or e-mail address. The id also finds a deleted customer. */
async function findCustomerIds(text: string, tx: Tx): Promise<string[]> {
  const found = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(or(eq(customers.externalId, text), eq(sql`lower(${customers.email})`, sql`lower(${text})`)))
    .limit(100);
  const id = readId(text);
  return [...new Set([...found.map((customer) => customer.id), ...(id ? [id.toLowerCase()] : [])])];
}

/** Reads the filter that an administrator typed. Callers check the viewer's role first. */
export async function readFilter(given: unknown, tx: Tx): Promise<Result<AuditFilter>> {
  const read = parseInput(FilterText, given);
  if (!read.ok) return read;
  const { staff, event, customer, from, to } = read.value;
  const customerIds = customer ? await findCustomerIds(customer, tx) : null;
  if (customerIds?.length === 0) return refuse("filter-customer-unknown", { field: "customer" });
  return succeed({
    staffId: staff || null,
    event: event || null,
    customerIds,
    from: from || null,
    to: to || null,
  });
}

/** Describes a filter for the audit: opaque ids, never the typed text. */
export function describeFilter({ customerIds, ...rest }: AuditFilter) {
  const filter = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return { customerIds: customerIds ?? [], filter };
}
