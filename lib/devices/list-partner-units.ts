import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { devices, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";

/** A unit that a system of the partner registered, and that is there. */
export type PartnerUnit = { id: string; modelId: string; serial: string };

/** Lists these units in the order of their ids. @param after id of the last one of the page before; null at first */
export const listPartnerUnits = (
  _scope: PartnerScope<"devices:write">,
  { after, limit }: { after: string | null; limit: number },
  tx: Tx = pool(),
): Promise<PartnerUnit[]> =>
  tx
    .select({ id: devices.id, modelId: devices.modelId, serial: devices.serial })
    .from(devices)
    .where(
      and(
        eq(devices.addedBy, "partner"),
        isNull(devices.removedAt),
        after ? gt(devices.id, after) : undefined,
      ),
    )
    .orderBy(asc(devices.id))
    .limit(limit);
