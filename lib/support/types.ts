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

/** Which card of whom, as it stands in the address: not checked yet. */
export type CardRequest = {
  customerId: string;
  /** Null for the card of the whole account. */
  deviceId: string | null;
  card: string;
};
