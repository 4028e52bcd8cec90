import { boolean, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";

// Runs at every launch of the account-wide card.
const find = statement(
  "has_device",
  { found: boolean },
  `select exists (
     select from devices d join device_models m using (model_id)
     where d.customer_id = $1 and d.removed_at is null and $2 = any(m.countries)
   ) as found`,
);

/**
 * Whether a customer has a device whose model is enabled in this country, as the account-wide card requires.
 */
export async function hasDevice(scope: CustomerScope, country: string, tx: Tx = pool()): Promise<boolean> {
  const [row] = await find(tx, scope.customerId, country);
  return row?.found ?? false;
}
