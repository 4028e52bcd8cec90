import { signInCustomer } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { type Result, succeed } from "@/lib/result";
import { endStaffSessions, signInStaff } from "@/lib/staff";
import type { Person } from "../sessions/sessions";
import type { ReadClaims } from "./read-claims";

/**
 * Signs in the person behind an identity provider's claims: staff if they have a staff role, else a customer.
 * @param network of the request, for the audit
 * @returns `customer-unknown` when no customer matches and self sign-up is off
 */
export async function signInPerson(
  { claims, role }: ReadClaims,
  network: string | null,
  tx: Tx = pool(),
): Promise<Result<Person, "customer-unknown" | "unrecorded">> {
  const settings = env();
  if (role) {
    const staff = await signInStaff(claims, role, network, tx);
    return staff.ok ? succeed({ staffId: staff.value }) : staff;
  }
  await endStaffSessions(claims, tx);
  const customer = await signInCustomer(
    claims,
    {
      selfSignUp: settings.SELF_SIGN_UP,
      matchEmail: settings.OIDC_MATCH_EMAIL,
      numbers: settings.OIDC_EXTERNAL_ID_SOURCE,
    },
    tx,
  );
  return customer.ok ? succeed({ customerId: customer.value }) : customer;
}
