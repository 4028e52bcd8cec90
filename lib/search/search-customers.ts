import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx } from "@/lib/db";
import { type Result, succeed } from "@/lib/result";
import { isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { runSearch } from "./run-search";
import type { FoundPage, SearchQuery } from "./types";

/**
 * Finds customers by part of a name, e-mail address, external id or serial number, a page at a time. Records
 * the customers before it returns them.
 * @returns an empty page to a viewer who is not staff
 */
export const searchCustomers = (
  viewer: Viewer,
  query: SearchQuery,
  tx: Tx = pool(),
): Promise<Result<FoundPage, "search-short" | "search-long" | "search-broad" | "unrecorded">> =>
  orUnrecorded(async () => {
    if (!isStaff(viewer)) return succeed({ customers: [], next: null });
    const found = await runSearch(query, tx);
    if (found.ok) {
      const customerIds = found.value.customers.map(({ id }) => id);
      await recordEvent(viewer, { event: "customers.searched", customerIds }, tx);
    }
    return found;
  });
