import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { devices, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope, Id } from "@/lib/scope";
import { lockOwner } from "./lock-owner";

/** Minutes during which a removal can be undone. */
export const undoMinutes = 10;

/** SQL condition: whether a device's removal can still be undone: a recent one, by its owner. */
export const isUndoable: SQL = sql`(${devices.removedAt} > now() - ${undoMinutes} * interval '1 minute'
  and coalesce(${devices.removedBy}, 'owner') = 'owner')`;

/**
 * Removes a device from its owner's list; idempotent. The row stays for its launches, and another customer
 * with the claim code may add the unit.
 */
export async function removeDevice(
  scope: CustomerScope,
  deviceId: Id,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found">> {
  const { id, customerId, removedAt } = devices;
  const owner = lockOwner(scope, tx);
  const [removed] = await tx
    .update(devices)
    .set({ removedAt: sql`coalesce(${removedAt}, now())`, removedBy: "owner" })
    .from(owner)
    .where(and(eq(id, deviceId), eq(customerId, owner.id), or(isNull(removedAt), isUndoable)))
    .returning({ id });
  return removed ? succeed(undefined) : refuse("not-found");
}
