import { consume } from "@/lib/limits";
import { hashPerson, logSecurity } from "@/lib/observability";
import type { Result } from "@/lib/result";
import type { CustomerScope } from "@/lib/scope";
import { addDevice } from "./add-device";
import type { Claim } from "./schemas";
import type { AddedDevice } from "./types";

/** Adds a device by its claim code, with limits against guessing. No transaction can undo a counted attempt. */
export async function claimDevice(
  scope: CustomerScope,
  claim: Claim,
  language: string,
): Promise<Result<AddedDevice, "claim-refused" | "limited">> {
  // Counted before any lookup. Per customer first, so that one customer cannot use up a unit's attempts for
  // others.
  const byCustomer = await consume("claim-customer", scope.customerId);
  if (!byCustomer.ok) return byCustomer;
  const byUnit = await consume("claim-unit", `${claim.modelId} ${claim.serial}`);
  if (!byUnit.ok) return byUnit;
  const added = await addDevice(scope, claim, language);
  if (!added.ok) logSecurity("claim.refused", { customer: hashPerson(scope.customerId) });
  return added;
}
