import { and, eq, isNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { devices, pool, type Tx, transaction, violates } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope, Id } from "@/lib/scope";
import { lockOwner } from "./lock-owner";
import { isUndoable } from "./remove-device";

/** Finds a device that a customer removed and can still restore. */
export async function findRemoved(
  scope: CustomerScope,
  deviceId: Id,
  tx: Tx = pool(),
): Promise<{ id: string; name: string } | null> {
  const { id, name, customerId, modelId, serialKey } = devices;
  const other = alias(devices, "other");
  const inUse = tx
    .select({ one: sql`1` })
    .from(other)
    .where(and(eq(other.modelId, modelId), eq(other.serialKey, serialKey), isNull(other.removedAt)));
  const [device] = await tx
    .select({ id, name })
    .from(devices)
    .where(and(eq(id, deviceId), eq(customerId, scope.customerId), isUndoable, notExists(inUse)));
  return device ?? null;
}

/**
 * Undoes a removal; `undo-over` if it is too late, the unit was added again, or the device is someone else's.
 */
export async function restoreDevice(
  scope: CustomerScope,
  deviceId: Id,
  tx: Tx = pool(),
): Promise<Result<undefined, "undo-over">> {
  const { id, customerId, removedAt } = devices;
  const owner = lockOwner(scope, tx);
  const isOwn = and(eq(id, deviceId), eq(customerId, owner.id), or(isNull(removedAt), isUndoable));
  try {
    const [restored] = await transaction(
      (joined) =>
        joined
          .update(devices)
          .set({ removedAt: null, removedBy: null })
          .from(owner)
          .where(isOwn)
          .returning({ id }),
      tx,
    );
    return restored ? succeed(undefined) : refuse("undo-over");
  } catch (error) {
    // Someone has added the unit again.
    if (violates(error, "devices_serial")) return refuse("undo-over");
    throw error;
  }
}
