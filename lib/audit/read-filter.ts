import { eq, or, sql } from "drizzle-orm";
import { customers, type Tx } from "@/lib/db";
import { parseInput, type Result, refuse, succeed } from "@/lib/result";
import { readId } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { recordEvent } from "./record-event";
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

/**
 * Reads the filter that an administrator typed; callers check the viewer's role first. Looks for the customer once
 * the other fields are valid, and records it as `event` if there is none: that is an answer, too.
 */
export async function readFilter(
  viewer: Staff,
  event: "audit.viewed" | "audit.exported",
  given: unknown,
  tx: Tx,
): Promise<Result<AuditFilter>> {
  const read = parseInput(FilterText, given);
  if (!read.ok) return read;
  const { staff, customer, from, to } = read.value;
  const filter: AuditFilter = {
    staffId: staff || null,
    event: read.value.event || null,
    customerIds: customer ? await findCustomerIds(customer, tx) : null,
    from: from || null,
    to: to || null,
  };
  if (filter.customerIds?.length !== 0) return succeed(filter);
  await recordEvent(viewer, { event, ...describeFilter(filter) }, tx);
  return refuse("filter-customer-unknown", { field: "customer" });
}

/** Describes a filter for the audit: opaque ids, never the typed text. */
export function describeFilter({ customerIds, ...rest }: AuditFilter) {
  const filter = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const isMiss = customerIds?.length === 0;
  return {
    customerIds: customerIds ?? [],
    filter: { ...filter, ...(isMiss && { customer: "unknown" as const }) },
  };
}
