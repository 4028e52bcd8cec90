import { and, eq, isNull } from "drizzle-orm";
import { devices, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope, Id } from "@/lib/scope";

/** Renames a customer's device. The caller has parsed `name` with the schema Name. */
export async function renameDevice(
  scope: CustomerScope,
  deviceId: Id,
  name: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found">> {
  const { id, customerId, removedAt } = devices;
  const [renamed] = await tx
    .update(devices)
    .set({ name, ownName: true })
    .where(and(eq(id, deviceId), eq(customerId, scope.customerId), isNull(removedAt)))
    .returning({ id });
  return renamed ? succeed(undefined) : refuse("not-found");
}
