import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { changes, devices, pool, type Tx } from "@/lib/db";
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

/** Leaves out units that somebody has written since a moment, as long as changes are kept. */
export async function dropChangedUnits(
  _scope: PartnerScope<"devices:write">,
  units: readonly PartnerUnit[],
  since: Date,
  tx: Tx = pool(),
): Promise<PartnerUnit[]> {
  if (units.length === 0) return [];
  const [models, serials] = [units.map(({ modelId }) => modelId), units.map(({ serial }) => serial)];
  const changed = await tx
    .select({ modelId: changes.modelId, serial: changes.serial })
    .from(changes)
    .where(sql`${changes.kind} = 'device' and ${changes.at} >= ${since}
      and (${changes.modelId}, ${changes.serial}) in (
        select * from unnest(${sql.param(models)}::text[], ${sql.param(serials)}::text[]))`);
  const found = new Set(changed.map(({ modelId, serial }) => `${modelId} ${serial}`));
  return units.filter(({ modelId, serial }) => !found.has(`${modelId} ${serial}`));
}
