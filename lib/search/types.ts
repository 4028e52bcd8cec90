import type { CustomerProfile } from "@/lib/customers";
import type { Result } from "@/lib/result";

/** The most that one search may hold. */
export const searchLimits = { characters: 200, words: 5 } as const;

/** What staff typed, and the page of it: `after` is `next` of the page before. */
export type SearchQuery = { search: string; after?: string | null };

/** A customer as a row of the search shows them. */
export type FoundCustomer = Pick<CustomerProfile, "id" | "externalId" | "name" | "email" | "country"> & {
  devices: number;
  /** The serial number that was sought, where nothing else explains why this customer is there. */
  serial: string | null;
};

/** A page of found customers. */
export type FoundPage = {
  customers: FoundCustomer[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
};

/**
 * What a search finds, or why it finds nobody: no word has three letters or digits (two characters of Chinese, Japanese
 * or Korean); more than `searchLimits` allows; so many match that it takes too long.
 */
export type SearchResult = Result<FoundPage, "search-short" | "search-long" | "search-broad">;
