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
