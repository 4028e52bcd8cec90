import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx } from "@/lib/db";
import { type Result, succeed } from "@/lib/result";
import { isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { runSearch } from "./run-search";
import type { FoundPage, SearchQuery } from "./types";

/**
 * Finds customers by part of a name, an e-mail address, an external id or a device's serial number, a page at a time.
 * Records whom it shows before it shows them.
 * @returns nobody to a viewer who is no staff
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
