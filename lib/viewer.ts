/** A signed-in customer, who sees and opens only their own data. */
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
  /** Network address of the request as AUDIT_ADDRESS lets the audit keep it; null if unknown. */
  network: string | null;
};

/** One of the partner's systems, calling with a key. */
export type Client = {
  kind: "client";
  /** The key's id. */
  id: string;
  scopes: readonly string[];
  /** See Staff. */
  network: string | null;
};

/** The portal itself: the worker and the scripts. */
export type System = { kind: "system" };

/** A person signed in with a browser. */
export type SignedIn = Customer | Staff;

/**
 * The actor. lib/auth, the key check and the worker create viewers; verbs take a viewer or a scope made from
 * it.
 */
export type Viewer = SignedIn | Client | System;

/** The viewer in the worker and in scripts. */
export const system: System = { kind: "system" };
