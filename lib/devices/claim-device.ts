import { pool, type Tx } from "@/lib/db";
import { consume } from "@/lib/limits";
import type { Result } from "@/lib/result";
import type { CustomerScope } from "@/lib/scope";
import { addDevice } from "./add-device";
import type { Claim } from "./schemas";
import type { AddedDevice } from "./types";

/**
 * Adds a device for a customer who typed its claim code, within limits that keep codes from being guessed. Attempts
 * are counted outside of `tx`: undoing it returns none.
 */
export async function claimDevice(
  scope: CustomerScope,
  claim: Claim,
  tx: Tx = pool(),
): Promise<Result<AddedDevice, "claim-refused" | "limited">> {
  // Before anything is looked up. A customer who tries too often must not use up the attempts of others.
  const byCustomer = await consume("claim-customer", scope.customerId);
  if (!byCustomer.ok) return byCustomer;
  const byUnit = await consume("claim-unit", `${claim.modelId} ${claim.serial.joined}`);
  if (!byUnit.ok) return byUnit;
  return addDevice(scope, claim, tx);
}
