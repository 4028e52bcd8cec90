/**
 * Something that an administrator should deal with, in the order of severity. `name` is that of the file or the key, the
 * newest of several.
 */
export type Need =
  | {
      kind: "import-stopped" | "import-failed" | "import-waiting";
      count: number;
      name: string;
      importId: string;
    }
  | { kind: "models-unknown" | "rows-refused" | "other-rows-refused"; refused: Refused }
  | { kind: "keys-expired" | "keys-expiring"; count: number; name: string; expiresAt: Date }
  | { kind: "old-values" | "models-unready"; count: number }
  | { kind: "no-models" | "no-customers" };

/** Rows that imports refused. */
export type Refused = {
  count: number;
  /** Whether there may be more. */
  isCut: boolean;
  /** The import that refused them; null for several. */
  importId: string | null;
};

/** A change, by the partner's own ids. */
export type LastChange = {
  id: string;
  at: Date;
  kind: "customer" | "device" | "model";
  action: "changed" | "deleted";
  /** Of the customer, or of the device's owner. */
  externalId: string | null;
  /** The customer who has this number now. */
  customerId: string | null;
  modelId: string | null;
  serial: string | null;
};

/** An import, with what became of its rows; in a check, what would. */
export type LastImport = {
  id: string;
  at: Date;
  fileName: string;
  state: "checking" | "checked" | "applying" | "applied" | "failed" | "stuck";
  rows: Record<(typeof outcomes)[number], number>;
};

/** What can become of a row, in the order of the page. */
export const outcomes = ["new", "changed", "rejected", "same"] as const;

/** What one of the partner's systems wrote with its key. */
export type KeyWrites = {
  id: string;
  name: string;
  customers: number;
  devices: number;
  /** Whether there may be more. */
  isCut: boolean;
  at: Date;
};

/** The page for administrators. */
export type Overview = {
  needs: Need[];
  changes: LastChange[];
  imports: LastImport[];
  writes: KeyWrites[];
};
