import { consumeEach, refund } from "@/lib/limits";
import { hashPerson, logSecurity } from "@/lib/observability";
import type { Result } from "@/lib/result";
import type { CustomerScope } from "@/lib/scope";
import { addDevice } from "./add-device";
import type { Claim } from "./schemas";
import type { AddedDevice } from "./types";

/**
 * Adds a device by its claim code, with limits against guessing. No transaction can undo a counted attempt.
 * @param network from which the customer claims
 */
export async function claimDevice(
  scope: CustomerScope,
  claim: Claim,
  network: string,
  language: string,
): Promise<Result<AddedDevice, "claim-refused" | "limited">> {
  // Counted before any look-up. No limit is of a unit alone: strangers would lock its buyer out.
  const counted = await consumeEach([
    ["claim-customer", scope.customerId],
    ["claim-pair", `${scope.customerId} ${claim.modelId} ${claim.serial}`],
    ["claim-network", network],
  ]);
  if (!counted.ok) return counted;
  const added = await addDevice(scope, claim, language);
  if (added.ok) await refund("claim-network", network);
  else logSecurity("claim.refused", { customer: hashPerson(scope.customerId) });
  return added;
}
