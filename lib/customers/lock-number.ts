import { lockAll, type Tx } from "@/lib/db";

/**
 * Takes the locks under which numbers of the partner or the identity provider get their customer, whoever comes
 * first. Take them before the lock of an address.
 */
export const lockNumbers = (numbers: readonly string[], tx: Tx): Promise<void> =>
  // In one order: in another, two could wait for each other.
  lockAll(
    tx,
    "customers",
    [...numbers].sort().map((number) => `number ${number}`),
  );
