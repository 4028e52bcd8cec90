import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { customers, deviceModels, devices, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { PartnerDevice } from "./partner-schemas";

type Reading = PartnerScope<"devices:read" | "devices:write">;

/** A device with its row's ids, which the partner's systems do not see. */
export type FoundDevice = PartnerDevice & { id: string; customerId: string; serialKey: string };

const select = (tx: Tx) =>
  tx
    .select({ device: devices, owner: customers.externalId })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId));

type Row = { device: typeof devices.$inferSelect; owner: string | null };

const describe = ({ device, owner }: Row): FoundDevice => ({
  id: device.id,
  customerId: device.customerId,
  serialKey: device.serialKey,
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

/**
 * SQL condition: whether a column holds a key that a serial number can have: its own, or that of an old row that
 * differed from another one in nothing else.
 */
export const isKeyOf = (serial: string, key: PgColumn) =>
  sql`${key} = any(array(
    select fold_serial(${serial}) || suffix from unnest(array['', ' 2', ' 3', ' 4', ' 5']) as suffix
  ))`;

/**
 * Finds all that was ever registered under a serial number: the same spelling first, then what is there now, then
 * the last one removed. `locked` keeps others from writing these rows.
 */
export async function findHistory(
  modelId: string,
  serial: string,
  tx: Tx,
  locked = false,
): Promise<FoundDevice[]> {
  const query = select(tx)
    .where(and(eq(devices.modelId, modelId), isKeyOf(serial, devices.serialKey)))
    .orderBy(
      sql`${devices.serial} = ${serial} desc`,
      sql`${devices.removedAt} desc nulls first`,
      desc(devices.registeredAt),
    );
  const rows = await (locked ? query.for("no key update", { of: devices }) : query);
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

/**
 * Lists the devices of a model by serial number.
 * @param after `serialKey` of the last one of the page before; empty for the first page
 * @returns null for an unknown model
 */
export async function listBySerial(
  _scope: Reading,
  modelId: string,
  { after, limit }: { after: string; limit: number },
  tx: Tx = pool(),
): Promise<FoundDevice[] | null> {
  const isThis = and(eq(devices.modelId, modelId), isNull(devices.removedAt), gt(devices.serialKey, after));
  const rows = await select(tx).where(isThis).orderBy(asc(devices.serialKey)).limit(limit);
  if (rows.length === 0 && (await tx.$count(deviceModels, eq(deviceModels.modelId, modelId))) === 0)
    return null;
  return rows.map(describe);
}

/** Leaves out the row's ids. */
export const hideIds = ({ id: _, customerId: __, serialKey: ___, ...device }: FoundDevice): PartnerDevice =>
  device;
