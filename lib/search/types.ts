import type { CustomerProfile } from "@/lib/customers";
import type { Result } from "@/lib/result";

/** Maximum size of a search. */
export const searchLimits = { characters: 200, words: 5 } as const;

/** The typed text and the page to show: `after` is the previous page's `next`. */
export type SearchQuery = { search: string; after?: string | null };

/** A customer in the search results. */
export type FoundCustomer = Pick<CustomerProfile, "id" | "externalId" | "name" | "email" | "country"> & {
  devices: number;
  /** The matching serial number, if nothing else in the row matches. */
  serial: string | null;
};

/** A page of found customers. */
export type FoundPage = {
  customers: FoundCustomer[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
};

/**
 * A page of results, or a problem: no word has three letters or digits (or two Chinese, Japanese or Korean
 * characters); the text exceeds `searchLimits`; too many customers match to finish in time.
 */
export type SearchResult = Result<FoundPage, "search-short" | "search-long" | "search-broad">;
