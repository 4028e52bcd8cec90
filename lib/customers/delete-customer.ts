import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import { eraseNotesAbout } from "@/lib/audit";
import { customers, devices, emailCodes, identities, launches, pool, type Tx, transaction } from "@/lib/db";
import { deleteMails } from "@/lib/jobs";
import type { CustomerScope } from "@/lib/scope";
import { isCodeOf } from "./is-code-of";

/**
 * Deletes a customer with everything that is theirs or about them, all of it or nothing. Other customers can add the
 * units from then on. The schema deletes sessions and launches by staff along; the audit keeps its events, whose ids
 * then lead nowhere.
 */
export const deleteCustomer = (scope: CustomerScope, tx: Tx = pool()): Promise<void> =>
  transaction(async (within) => {
    const { customerId } = scope;
    const isThis = eq(customers.id, customerId);
    // What would add rows to this customer waits now, and then finds no customer.
    const [customer] = await within.select().from(customers).where(isThis).for("update");
    if (!customer) return;

    const codes = await within
      .delete(emailCodes)
      .where(isCodeOf(scope, customer.email))
      .returning({ id: emailCodes.id });
    await deleteMails({ customerId, codeIds: codes.map(({ id }) => id) }, within);

    await eraseNotesAbout(scope, within);

    const own = within.select({ id: devices.id }).from(devices).where(eq(devices.customerId, customerId));
    await within
      .delete(launches)
      // A device that the partner moved here keeps the launches of its previous owner.
      .where(or(eq(launches.customerId, customerId), inArray(launches.deviceId, own)));
    await within.delete(devices).where(eq(devices.customerId, customerId));

    // A customer who also works for the partner stays known as staff.
    await within
      .update(identities)
      .set({ customerId: null })
      .where(and(eq(identities.customerId, customerId), isNotNull(identities.staffId)));
    await within.delete(customers).where(isThis);
  }, tx);
