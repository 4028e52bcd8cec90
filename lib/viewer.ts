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
  /** Network address of the request, as the audit keeps it: shortened by setting; null if unknown. */
  network: string | null;
};

/** A system of the partner's that calls with a key. */
export type Client = {
  kind: "client";
  /** Id of the key. */
  id: string;
  scopes: readonly string[];
  /** As for staff. */
  network: string | null;
};

/** The portal itself: the worker and the commands. */
export type System = { kind: "system" };

/** Who signed in with a browser. */
export type SignedIn = Customer | Staff;

/** Who acts. lib/auth, the key check and the worker make these; verbs take them, or the scope made from them. */
export type Viewer = SignedIn | Client | System;

/** Who acts in the worker and in commands. */
export const system: System = { kind: "system" };
