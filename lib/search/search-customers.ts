import { recordEvent } from "@/lib/audit";
import type { Viewer } from "@/lib/viewer";
import { runSearch } from "./run-search";
import type { CustomerSearch, SearchQuery } from "./types";

/**
 * Customers by part of name, e-mail address, external id or a device's serial number, a page at a time. Who is shown
 * is on record before they are.
 * @returns nobody for whoever is not staff
 */
export async function searchCustomers(viewer: Viewer, query: SearchQuery): Promise<CustomerSearch> {
  if (viewer.kind !== "staff") return { kind: "found", customers: [], next: null };
  const found = await runSearch(query);
  if (found.kind === "found") {
    const customerIds = found.customers.map(({ id }) => id);
    await recordEvent(viewer, { event: "customers.searched", customerIds });
  }
  return found;
}
