import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { customers, devices, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { PartnerDevice } from "./partner-schemas";

type Reading = PartnerScope<"devices:read" | "devices:write">;

/** A device with its row's ids, which the partner's systems do not see. */
export type FoundDevice = PartnerDevice & { id: string; customerId: string };

const select = (tx: Tx) =>
  tx
    .select({ device: devices, owner: customers.externalId })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId));

type Row = { device: typeof devices.$inferSelect; owner: string | null };

const describe = ({ device, owner }: Row): FoundDevice => ({
  id: device.id,
  customerId: device.customerId,
  modelId: device.modelId,
  serial: device.serial,
  owner,
  name: device.name,
  ownName: device.ownName,
  endpointId: device.endpointId,
  registeredAt: device.registeredAt.toISOString(),
  removedAt: device.removedAt?.toISOString() ?? null,
  removedBy: device.removedAt && (device.removedBy ?? "owner"),
});

/** SQL condition: whether a device is this unit, whatever the spelling of its serial number. */
export const isUnit = (modelId: string, serial: string) =>
  and(eq(devices.modelId, modelId), eq(devices.serialKey, sql`fold_serial(${serial})`));

/** Finds all that was ever registered under a serial number: what is there now first, then the last one removed. */
export async function findHistory(modelId: string, serial: string, tx: Tx): Promise<FoundDevice[]> {
  const rows = await select(tx)
    .where(isUnit(modelId, serial))
    .orderBy(sql`${devices.removedAt} desc nulls first`, desc(devices.registeredAt));
  return rows.map(describe);
}

/** Finds a device by model and serial number; without a present owner, the last one. Null if there was none. */
export async function findBySerial(
  _scope: Reading,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
): Promise<PartnerDevice | null> {
  const [device] = await findHistory(modelId, serial, tx);
  return device ? hideIds(device) : null;
}

/** Lists the devices of a model by serial number; `after` is the last one of the page before. */
export async function listBySerial(
  _scope: Reading,
  modelId: string,
  { after, limit }: { after: string; limit: number },
  tx: Tx = pool(),
): Promise<PartnerDevice[]> {
  const rows = await select(tx)
    .where(
      and(
        eq(devices.modelId, modelId),
        isNull(devices.removedAt),
        gt(devices.serialKey, sql`case when ${after}::text = '' then '' else fold_serial(${after}) end`),
      ),
    )
    .orderBy(asc(devices.serialKey))
    .limit(limit);
  return rows.map((row) => hideIds(describe(row)));
}

/** Leaves out the row's ids. */
export const hideIds = ({ id: _, customerId: __, ...device }: FoundDevice): PartnerDevice => device;
