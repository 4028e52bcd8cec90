import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import { eraseNotesAbout } from "@/lib/audit";
import {
  customers,
  devices,
  emailCodes,
  identities,
  importRejects,
  launches,
  pool,
  type Tx,
  tombstones,
  transaction,
} from "@/lib/db";
import { deleteMails } from "@/lib/jobs";
import type { CustomerScope } from "@/lib/scope";
import { isCodeOf } from "./is-code-of";
import { leaveTombstones } from "./tombstones";

/**
 * Deletes a customer and all their data in one transaction. Other customers can then add the units. Foreign
 * keys cascade to sessions and staff launches; the audit keeps its events, whose ids no longer resolve.
 * @param by who wished it: after the customer's own wish, no system of the partner brings them back
 * @returns whether there was such a customer
 */
export const deleteCustomer = (
  scope: CustomerScope,
  by: "customer" | "partner",
  tx: Tx = pool(),
): Promise<boolean> =>
  transaction(async (within) => {
    const { customerId } = scope;
    const isThis = eq(customers.id, customerId);
    // Transactions that would add rows for this customer wait for this lock, then find no customer.
    const [customer] = await within.select().from(customers).where(isThis).for("update");
    if (!customer) return false;
    if (by === "customer") await leaveTombstones(scope, within);

    const codes = await within
      .delete(emailCodes)
      .where(isCodeOf(scope, customer.email))
      .returning({ id: emailCodes.id });
    await deleteMails({ customerId, codeIds: codes.map(({ id }) => id) }, within);

    await eraseNotesAbout(scope, within);
    if (customer.externalId)
      await within.delete(importRejects).where(eq(importRejects.externalId, customer.externalId));
    // Of devices that this customer removed.
    await within.delete(tombstones).where(eq(tombstones.person, customerId));

    const own = within.select({ id: devices.id }).from(devices).where(eq(devices.customerId, customerId));
    await within
      .delete(launches)
      // A device that the partner moved to this customer still has its previous owner's launches.
      .where(or(eq(launches.customerId, customerId), inArray(launches.deviceId, own)));
    await within.delete(devices).where(eq(devices.customerId, customerId));

    // A customer who is also staff keeps the identity.
    await within
      .update(identities)
      .set({ customerId: null })
      .where(and(eq(identities.customerId, customerId), isNotNull(identities.staffId)));
    await within.delete(customers).where(isThis);
    return true;
  }, tx);
