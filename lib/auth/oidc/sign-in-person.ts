import { signInCustomer } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { hashPerson, logSecurity } from "@/lib/observability";
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
  const logFailed = (reason: "customer-unknown" | "unrecorded") =>
    logSecurity("sign-in.failed", { by: "oidc", reason, identity: hashPerson(claims.subject) });
  if (role) {
    const staff = await signInStaff(claims, role, network, tx);
    if (staff.ok) return succeed({ staffId: staff.value });
    logFailed(staff.problems[0].code);
    return staff;
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
  if (customer.ok) return succeed({ customerId: customer.value });
  logFailed(customer.problems[0].code);
  return customer;
}
