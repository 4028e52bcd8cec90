/** A signed-in customer: sees and opens what is their own, nothing else. */
export type Customer = {
  kind: "customer";
  id: string;
  sessionId: string;
  name: string | null;
  /** ISO 3166-1 alpha-2 code of the customer's Amazon account; null while unknown. */
  country: string | null;
  /** BCP 47 tag from the profile; null while unknown. */
  language: string | null;
};

/** A signed-in member of the partner's staff. */
export type Staff = {
  kind: "staff";
  id: string;
  sessionId: string;
  role: "support" | "admin";
  name: string | null;
  language: null;
  /** Network address that they come from, as the audit keeps it: shortened by setting; null where none is known. */
  network: string | null;
};

/** Who is looking. Every domain function takes one first and puts it into its where clause. */
export type Viewer = Customer | Staff;
