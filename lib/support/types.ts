/** Who a customer is, as staff see it. */
export type CustomerProfile = {
  id: string;
  /** The partner's own customer number. */
  externalId: string | null;
  name: string | null;
  email: string | null;
  /** ISO 3166-1 alpha-2 of their Amazon account; null while unknown. */
  country: string | null;
  /** BCP 47; null or `mul` while none was chosen. */
  language: string | null;
  createdAt: Date;
};

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
  /** More than 200 characters, or more than five words. */
  | { kind: "long" }
  /** So many match that it takes too long. */
  | { kind: "broad" };
