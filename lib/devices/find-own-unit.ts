import { and, eq, isNull } from "drizzle-orm";
import { devices, pool, type Tx } from "@/lib/db";
import type { CustomerScope, Id } from "@/lib/scope";

/** Finds the unit behind one of a customer's devices; null when it is unknown, removed or someone else's. */
export async function findOwnUnit(
  scope: CustomerScope,
  deviceId: Id,
  tx: Tx = pool(),
): Promise<{ modelId: string; serial: string } | null> {
  const { id, customerId, removedAt, modelId, serial } = devices;
  const [unit] = await tx
    .select({ modelId, serial })
    .from(devices)
    .where(and(eq(customerId, scope.customerId), eq(id, deviceId), isNull(removedAt)));
  return unit ?? null;
}
