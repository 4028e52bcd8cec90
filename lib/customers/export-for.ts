import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx } from "@/lib/db";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { type CustomerScope, isAdmin, type PartnerScope, scopeFor } from "@/lib/scope";
import type { Client, Staff, System, Viewer } from "@/lib/viewer";
import { exportCustomer } from "./export-customer";
import { findByNumber } from "./partner-customer";

type Export = NonNullable<Awaited<ReturnType<typeof exportCustomer>>>;

/**
 * Exports a customer's data as `exportCustomer` does, for administrators. Records it before it returns.
 * @returns `customer-gone` for a malformed or unknown id, and other viewers
 */
export const exportForStaff = (
  viewer: Viewer,
  customerId: string,
  tx: Tx = pool(),
): Promise<Result<Export, "customer-gone" | "unrecorded">> =>
  orUnrecorded(async () => {
    const scope = isAdmin(viewer) ? scopeFor(viewer, customerId) : null;
    const data = scope && isAdmin(viewer) && (await exportRecorded(viewer, scope, "staff", tx));
    return data ? succeed(data) : refuse("customer-gone");
  });

/** Exports the data of the customer with a number of the partner, and records it before it returns. */
export const exportByNumber = (
  scope: PartnerScope<"customers:export">,
  externalId: string,
  tx: Tx = pool(),
): Promise<Result<Export, "not-found" | "unrecorded">> =>
  orUnrecorded(async () => {
    const found = await findByNumber(scope, externalId, tx);
    const own = found && scopeFor(scope.actor, found.id);
    const data = own && (await exportRecorded(scope.actor, own, "partner", tx));
    return data ? succeed(data) : refuse("not-found");
  });

async function exportRecorded(
  actor: Staff | Client | System,
  scope: CustomerScope,
  by: "staff" | "partner",
  tx: Tx,
): Promise<Export | null> {
  const data = await exportCustomer(scope, tx);
  if (!data) return null;
  await recordEvent(actor, { event: "customer.exported", customerId: scope.customerId }, tx);
  logSecurity("account.exported", { by, customer: hashPerson(scope.customerId) });
  return data;
}
