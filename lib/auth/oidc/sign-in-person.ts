import { signInCustomer } from "@/lib/customers";
import { env } from "@/lib/env";
import { endStaffSessions, signInStaff } from "@/lib/staff";
import type { Person } from "../sessions/sessions";
import { readClaims } from "./read-claims";

/**
 * Turns an identity provider's claims into the person who signs in: staff by role, else a customer.
 * @param network that they come from, for the audit
 * @returns null when this portal knows no such customer and self sign-up is off
 * @throws ZodError for claims without issuer or subject; LarderError `audit-failed`
 */
export async function signInPerson(
  given: Record<string, unknown>,
  network: string | null,
): Promise<Person | null> {
  const settings = env();
  const claims = readClaims(given, {
    externalId: settings.OIDC_EXTERNAL_ID_CLAIM,
    roles: settings.OIDC_ROLES_CLAIM,
    country: settings.OIDC_COUNTRY_CLAIM,
  });
  const role = (["admin", "support"] as const).find((name) => claims.roles.includes(name));
  if (role) return { staffId: await signInStaff(claims, role, network) };
  await endStaffSessions(claims);
  const customerId = await signInCustomer(claims, { selfSignUp: settings.SELF_SIGN_UP });
  return customerId ? { customerId } : null;
}
