import { lockFor, type Tx } from "@/lib/db";

/** Takes the lock under which a number of the partner gets its customer, whoever comes first. */
export const lockNumber = (externalId: string, tx: Tx): Promise<void> =>
  lockFor(tx, `customer number ${externalId}`);
