import { inArray, or, sql } from "drizzle-orm";
import { customers, deviceModels, devices, lockAll, type Tx } from "@/lib/db";
import { type FoundDevice, findKeys, findRegistrations, listKeys, type UnitKey } from "./partner-device";
import type { DeviceContent } from "./partner-schemas";
import { Serial } from "./schemas";

/** A device as a system of the partner writes it. `ownerId` names an owner who may have no number, instead of it. */
export type DeviceRow = {
  modelId: string;
  serial: string;
  content: DeviceContent;
  ownerId?: string;
};

/** A registration, and what the rows so far have made of it. */
export type WorkingDevice = FoundDevice & { state: "new" | "changed" | "same" };

/** A customer who may own devices, by what they are called in: the name of a new device depends on it. */
export type Owner = { id: string; language: string | null; externalId: string | null };

/** What is known of the units that some rows are about. */
export type UnitState = {
  models: ReadonlyMap<string, { name: string; names: Record<string, string> }>;
  /** By `writeOwner`. */
  owners: ReadonlyMap<string, Owner>;
  /** Of each row, by its place. */
  keys: readonly string[];
  /** All registrations, by `writeUnit`. */
  units: Map<string, WorkingDevice[]>;
  /** When owners removed what is no row any more, by unit and owner. */
  removals: Map<string, string>;
  /** Names of an owner's devices; only of owners who may get a device without a name. */
  names: Map<string, Set<string>>;
};

/** Writes a unit as a key. */
export const writeUnit = ({ modelId, key }: UnitKey): string => `${modelId} ${key}`;
/** Writes what a row calls its owner as a key. */
export const writeOwner = ({ ownerId, content }: DeviceRow): string =>
  ownerId === undefined ? `number ${content.owner}` : `id ${ownerId}`;
export const writeRemoval = (unit: UnitKey, ownerId: string): string => `${writeUnit(unit)} ${ownerId}`;

/** Lets one system at a time write units. */
export const lockSerials = (rows: readonly Pick<DeviceRow, "modelId" | "serial">[], tx: Tx): Promise<void> =>
  lockAll(tx, "devices", rows.map(({ modelId, serial }) => `${modelId} ${Serial.parse(serial)}`).sort());

/**
 * Locks some customers and whoever has or had some units, then all rows of the units. Customers come first, as when one
 * of them is deleted: in another order the two could wait for each other.
 * @returns the ids of the customers who are still there, and the rows
 */
export async function lockUnits(keys: readonly UnitKey[], ownerIds: readonly string[], tx: Tx) {
  const known = await findRegistrations(keys, tx);
  const ids = [...new Set([...known.map(({ customerId }) => customerId), ...ownerIds])];
  const present = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(sql`${customers.id} = any(${sql.param(ids)}::uuid[])`)
    .orderBy(customers.id)
    .for("no key update");
  // Of new units there is nothing to lock.
  const found = known.length > 0 ? await findRegistrations(keys, tx, true) : known;
  return { present: new Set(present.map(({ id }) => id)), found };
}

/**
 * Finds what is known of the units that rows are about.
 * @param locked whether nobody else may write them until the transaction ends
 * @param assumed ids of customers who count as known, by number
 */
export async function findUnitState(
  rows: readonly DeviceRow[],
  locked: boolean,
  assumed: ReadonlyMap<string, string>,
  tx: Tx,
): Promise<UnitState> {
  const serials = rows.map(({ serial }) => serial);
  const keys = await findKeys(serials, tx);
  const asked = rows.map(({ modelId }, place) => ({ modelId, key: keys[place] as string }));
  const models = await findModels(rows, locked, tx);
  const owners = await findOwners(rows, tx);
  const ownerIds = [...owners.values()].map(({ id }) => id);
  const { found, present } = locked
    ? await lockUnits(asked, ownerIds, tx)
    : { found: await findRegistrations(asked, tx), present: new Set(ownerIds) };
  for (const [key, { id }] of owners) if (!present.has(id)) owners.delete(key);
  for (const [number, id] of assumed) {
    const key = `number ${number}`;
    if (!owners.has(key)) owners.set(key, { id, language: null, externalId: number });
  }
  const unitOf = new Map(
    asked.flatMap((unit) => listKeys(unit).map((key) => [writeUnit(key), writeUnit(unit)] as const)),
  );
  const units = new Map<string, WorkingDevice[]>();
  for (const device of found) {
    const unit = unitOf.get(writeUnit({ modelId: device.modelId, key: device.serialKey })) as string;
    units.set(unit, [...(units.get(unit) ?? []), { ...device, state: "same" }]);
  }
  const state = { models, owners, keys, units };
  return { ...state, ...(await findEarlier(rows, asked, state, tx)) };
}

async function findModels(rows: readonly DeviceRow[], locked: boolean, tx: Tx) {
  const ids = [...new Set(rows.map(({ modelId }) => modelId))].sort();
  const query = tx
    .select()
    .from(deviceModels)
    .where(inArray(deviceModels.modelId, ids))
    .orderBy(deviceModels.modelId);
  const found = await (locked ? query.for("key share") : query);
  return new Map(found.map((model) => [model.modelId, model]));
}

async function findOwners(rows: readonly DeviceRow[], tx: Tx): Promise<Map<string, Owner>> {
  const numbers = [...new Set(rows.map(({ content }) => content.owner))];
  const ids = rows.flatMap(({ ownerId }) => ownerId ?? []);
  const { id, language, externalId } = customers;
  const found = await tx
    .select({ id, language, externalId })
    .from(customers)
    .where(
      or(
        sql`${externalId} = any(${sql.param(numbers)}::text[])`,
        ids.length > 0 ? inArray(id, ids) : undefined,
      ),
    );
  return new Map(
    found.flatMap((owner): [string, Owner][] => [
      [`id ${owner.id}`, owner],
      ...(owner.externalId === null ? [] : [[`number ${owner.externalId}`, owner] as [string, Owner]]),
    ]),
  );
}

/** Finds what a unit's new registration depends on: an earlier removal by its owner, and the names that are taken. */
async function findEarlier(
  rows: readonly DeviceRow[],
  asked: readonly UnitKey[],
  { owners, units }: Pick<UnitState, "owners" | "units">,
  tx: Tx,
): Promise<Pick<UnitState, "removals" | "names">> {
  const made = rows.flatMap((row, place) => {
    const { serial, content } = row;
    const [unit, owner] = [asked[place] as UnitKey, owners.get(writeOwner(row))];
    if (!owner) return [];
    const theirs = (units.get(writeUnit(unit)) ?? []).filter(({ customerId }) => customerId === owner.id);
    const isPresent = theirs.some(({ removedAt }) => removedAt === null);
    return isPresent ? [] : [{ unit, serial, content, owner, isKnown: theirs.length > 0 }];
  });
  const given = made.flatMap(({ unit, serial, owner, isKnown }, place) =>
    isKnown ? [] : [{ place, modelId: unit.modelId, serial, ownerId: owner.id }],
  );
  const removed = await findRemovals(given, tx);
  const nameless = made.flatMap(({ content, owner }) => (content.name === undefined ? [owner.id] : []));
  return {
    removals: new Map(
      removed.map(({ place, at }) => {
        const { unit, owner } = made[place] as (typeof made)[number];
        return [writeRemoval(unit, owner.id), at.toISOString()];
      }),
    ),
    names: await findNames([...new Set(nameless)], tx),
  };
}

async function findRemovals(given: readonly object[], tx: Tx): Promise<{ place: number; at: Date }[]> {
  if (given.length === 0) return [];
  const { rows } = await tx.execute<{ place: number; at: Date | string }>(sql`
    select place, deleted_at as at
    from jsonb_to_recordset(${JSON.stringify(given)}) as given (place int, "modelId" text, serial text, "ownerId" uuid)
    join tombstones on key = device_tombstone_key("modelId", serial, "ownerId")
    where exists (select from tombstones)`);
  return rows.map(({ place, at }) => ({ place, at: new Date(at) }));
}

async function findNames(ownerIds: readonly string[], tx: Tx): Promise<Map<string, Set<string>>> {
  const names = new Map(ownerIds.map((id) => [id, new Set<string>()]));
  if (ownerIds.length === 0) return names;
  const found = await tx
    .select({ customerId: devices.customerId, name: devices.name })
    .from(devices)
    .where(sql`${devices.customerId} = any(${sql.param(ownerIds)}::uuid[]) and ${devices.removedAt} is null`);
  for (const { customerId, name } of found) names.get(customerId)?.add(name);
  return names;
}

/** Stores what the rows made of the registrations. What ends comes first: a unit has one owner at a time. */
export async function storeUnits(
  { units, removals }: Pick<UnitState, "units" | "removals">,
  tx: Tx,
): Promise<void> {
  const all = [...units.values()].flat();
  const toRows = (some: WorkingDevice[]) =>
    sql`json_populate_recordset(null::devices, ${JSON.stringify(some.map(toRow))}) as r`;
  const changed = all.filter(({ state }) => state === "changed");
  for (const some of [changed.filter(hasEnded), changed.filter((device) => !hasEnded(device))])
    if (some.length > 0)
      await tx.execute(sql`
        update devices set name = r.name, endpoint_id = r.endpoint_id, registered_at = r.registered_at,
          is_dated = r.is_dated, removed_at = r.removed_at, removed_by = r.removed_by
        from ${toRows(some)} where devices.id = r.id`);
  const made = all.filter(({ state }) => state === "new");
  if (made.length === 0) return;
  await tx.execute(sql`
    insert into devices (id, customer_id, model_id, serial, name, endpoint_id, registered_at, is_dated, removed_at, removed_by, added_by)
    select id, customer_id, model_id, serial, name, endpoint_id, registered_at, is_dated, removed_at, removed_by, 'partner'
    from ${toRows(made)}`);
  if (removals.size > 0)
    await tx.execute(sql`
      delete from tombstones using ${toRows(made)} where key = device_tombstone_key(r.model_id, r.serial, r.customer_id)`);
}

const hasEnded = ({ removedAt }: WorkingDevice) => removedAt !== null;

const toRow = ({ id, customerId, modelId, serial, name, ...times }: WorkingDevice) => ({
  ...{ id, serial, name, customer_id: customerId, model_id: modelId, endpoint_id: times.endpointId },
  ...{
    registered_at: times.registeredAt,
    is_dated: times.isDated,
    removed_at: times.removedAt,
    removed_by: times.removedBy,
  },
});
