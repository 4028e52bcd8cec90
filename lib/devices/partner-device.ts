import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { customers, deviceModels, devices, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { PartnerDevice } from "./partner-schemas";

type Reading = PartnerScope<"devices:read" | "devices:write">;

/** A device with its row's ids, which the partner's systems do not see. */
export type FoundDevice = PartnerDevice & {
  id: string;
  customerId: string;
  serialKey: string;
  isDated: boolean;
};

const select = (tx: Tx) =>
  tx
    .select({ device: devices, owner: customers.externalId })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId));

type Row = { device: typeof devices.$inferSelect; owner: string | null };

const describeDevice = ({ device, owner }: Row): FoundDevice => ({
  id: device.id,
  customerId: device.customerId,
  serialKey: device.serialKey,
  isDated: device.isDated,
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

/** A model and the key of a serial number. */
export type UnitKey = { modelId: string; key: string };

/** Lists the keys that a unit's rows can have: its own, and those of old rows that differed in nothing else. */
export const listKeys = ({ modelId, key }: UnitKey): UnitKey[] =>
  ["", " 2", " 3", " 4", " 5"].map((suffix) => ({ modelId, key: key + suffix }));

/** Finds all that was ever registered under some keys. `locked` keeps others from writing these rows. */
export async function findRegistrations(
  keys: readonly UnitKey[],
  tx: Tx,
  locked = false,
): Promise<FoundDevice[]> {
  const { rows } = await tx.execute<{ doubled: boolean }>(
    sql`select exists (select from devices where serial_key like '% %') as doubled`,
  );
  const all = rows[0]?.doubled ? keys.flatMap(listKeys) : keys;
  const [models, serials] = [all.map(({ modelId }) => modelId), all.map(({ key }) => key)];
  const query = select(tx).where(sql`(${devices.modelId}, ${devices.serialKey}) in (
    select * from unnest(${sql.param(models)}::text[], ${sql.param(serials)}::text[]))`);
  return (await (locked ? query.for("no key update", { of: devices }) : query)).map(describeDevice);
}

/** Sorts registrations of a unit: the same spelling first, then what is there now, then the last one removed. */
export const sortHistory = <Device extends PartnerDevice>(
  devices: readonly Device[],
  serial: string,
): Device[] => {
  const rank = (device: Device) => [
    device.serial === serial ? "1" : "0",
    device.removedAt ?? "9",
    device.registeredAt,
  ];
  return devices.toSorted((one, other) => (rank(one).join(" ") < rank(other).join(" ") ? 1 : -1));
};

/** Finds the keys of serial numbers, in their order. */
export async function findKeys(serials: readonly string[], tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ key: string }>(sql`
    select fold_serial(serial) as key from unnest(${sql.param(serials)}::text[]) with ordinality as given (serial, place)
    order by place`);
  return rows.map(({ key }) => key);
}

/** Finds a device by model and serial number; without a present owner, the last one. Null if there was none. */
export async function findBySerial(
  _scope: Reading,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
): Promise<PartnerDevice | null> {
  const [key = ""] = await findKeys([serial], tx);
  const [device] = sortHistory(await findRegistrations([{ modelId, key }], tx), serial);
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
  return rows.map(describeDevice);
}

/** Returns what the partner's systems see of a device. */
export const hideIds = (device: PartnerDevice): PartnerDevice => {
  const { modelId, serial, owner, name, ownName, endpointId, registeredAt, removedAt, removedBy } = device;
  return { modelId, serial, owner, name, ownName, endpointId, registeredAt, removedAt, removedBy };
};
