import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx, transaction } from "@/lib/db";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin, scopeFor } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { deleteCustomer } from "./delete-customer";
import type { Ticket } from "./schemas";

/**
 * Deletes a customer who asked for it by letter or phone, as if they had done it themselves, and records that in the
 * same transaction; for administrators.
 * @param ticket where the request is kept; it stays in the audit
 * @returns `customer-gone` for a malformed or unknown id, a customer who is deleted already, and other viewers
 */
export const deleteOnRequest = (
  viewer: Viewer,
  customerId: string,
  ticket: Ticket,
  tx: Tx = pool(),
): Promise<Result<undefined, "customer-gone" | "unrecorded">> =>
  orUnrecorded(async () => {
    const scope = isAdmin(viewer) ? scopeFor(viewer, customerId) : null;
    if (!scope || !isAdmin(viewer)) return refuse("customer-gone");
    const isDeleted = await transaction(async (within) => {
      if (!(await deleteCustomer(scope, "customer", within))) return false;
      // Afterwards: the deletion empties the notes of all earlier events.
      await recordEvent(
        viewer,
        { event: "customer.deleted", customerId: scope.customerId, reason: ticket },
        within,
      );
      return true;
    }, tx);
    if (!isDeleted) return refuse("customer-gone");
    logSecurity("account.deleted", { by: "staff", customer: hashPerson(scope.customerId) });
    return succeed(undefined);
  });
