import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import { eraseNotesAbout } from "@/lib/audit";
import { customers, devices, emailCodes, identities, launches, transaction } from "@/lib/db";
import { deleteMails } from "@/lib/jobs";
import type { Customer } from "@/lib/viewer";
import { isCodeOf } from "./is-code-of";

/**
 * Deletes the viewer with everything that is theirs or about them, all of it or nothing. Their devices' units can be
 * added by somebody else from then on. Sessions and trips of staff go with the customer, by the schema; the audit keeps
 * its events, whose ids then lead nowhere.
 */
export async function deleteCustomer(viewer: Customer): Promise<void> {
  await transaction(async (tx, client) => {
    const isViewer = eq(customers.id, viewer.id);
    // What would add to this customer now waits, and then finds nobody to add to.
    const [customer] = await tx.select().from(customers).where(isViewer).for("update");
    if (!customer) return;

    const codes = await tx.delete(emailCodes).where(isCodeOf(customer)).returning({ id: emailCodes.id });
    await deleteMails(client, { customerId: viewer.id, codeIds: codes.map(({ id }) => id) });

    await eraseNotesAbout(client, viewer.id);

    const own = tx.select({ id: devices.id }).from(devices).where(eq(devices.customerId, viewer.id));
    await tx
      .delete(launches)
      // A device that the maker moved here keeps trips of its owner before.
      .where(or(eq(launches.customerId, viewer.id), inArray(launches.deviceId, own)));
    await tx.delete(devices).where(eq(devices.customerId, viewer.id));

    // Somebody who also works for the partner stays known as that.
    await tx
      .update(identities)
      .set({ customerId: null })
      .where(and(eq(identities.customerId, viewer.id), isNotNull(identities.staffId)));
    await tx.delete(customers).where(isViewer);
  });
}
