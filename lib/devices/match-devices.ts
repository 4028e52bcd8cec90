import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { deviceModels, devices, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { ModelId, Serial } from "./schemas";

/**
 * Finds the customer's devices that a link from the partner refers to; at most two, enough to know that it is
 * ambiguous.
 * @param serial null for any device of the model
 */
export function matchDevices(
  scope: CustomerScope,
  modelId: ModelId,
  serial: Serial | null,
  language: string,
  tx: Tx = pool(),
): Promise<{ id: string; model: string }[]> {
  return tx
    .select({
      id: devices.id,
      model: sql<string>`localize(${deviceModels.names}, ${deviceModels.name}, ${language})`,
    })
    .from(devices)
    .innerJoin(deviceModels, eq(deviceModels.modelId, devices.modelId))
    .where(
      and(
        eq(devices.customerId, scope.customerId),
        eq(devices.modelId, modelId),
        isNull(devices.removedAt),
        serial ? eq(devices.serialKey, sql`fold_serial(${serial})`) : undefined,
      ),
    )
    .orderBy(desc(devices.registeredAt), devices.id)
    .limit(2);
}
