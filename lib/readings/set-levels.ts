import { eq, inArray } from "drizzle-orm";
import {
  customers,
  deviceReports,
  devices,
  pool,
  readings,
  reportKeys,
  type Tx,
  transaction,
} from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";

/** Decides for a customer whether levels are kept and shown. If not, all that was kept goes. */
export const setLevels = ({ customerId }: CustomerScope, shown: boolean, tx: Tx = pool()): Promise<void> =>
  transaction(async (within) => {
    // Messages about their devices wait for this lock, then find the new choice.
    await within.update(customers).set({ showLevels: shown }).where(eq(customers.id, customerId));
    if (shown) return;
    const own = within.select({ id: devices.id }).from(devices).where(eq(devices.customerId, customerId));
    for (const table of [readings, reportKeys, deviceReports])
      await within.delete(table).where(inArray(table.deviceId, own));
  }, tx);
