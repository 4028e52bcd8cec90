import type { CustomerProfile } from "@/lib/customers";

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

/** What a search comes to: a page of customers, or why there is none. */
export type CustomerSearch =
  | {
      kind: "found";
      customers: FoundCustomer[];
      /** Leads to the next page; null on the last one. */
      next: string | null;
    }
  /** No word has three letters or digits, or two characters of Chinese, Japanese or Korean. */
  | { kind: "short" }
  /** More than `searchLimits` allows. */
  | { kind: "long" }
  /** So many match that it takes too long. */
  | { kind: "broad" };
