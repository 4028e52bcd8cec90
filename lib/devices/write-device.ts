import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import {
  customers,
  deviceModels,
  devices,
  lockFor,
  pool,
  statement,
  string,
  type Tx,
  tombstones,
  transaction,
  violates,
} from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { type FoundDevice, findHistory, hideIds } from "./partner-device";
import type { DeviceContent, PartnerDevice } from "./partner-schemas";
import { Serial } from "./schemas";
import { writeNewName } from "./write-new-name";

type Writing = PartnerScope<"devices:write">;
type Refusal = "model-unknown" | "owner-unknown" | "device-owned" | "serial-conflict" | "unrecorded";

/** What a write did. */
export type WrittenDevice = { device: PartnerDevice; isNew: boolean; isChanged: boolean };

/**
 * Registers a unit for a customer, or changes its registration. Idempotent. What the customer wrote stays, and
 * so does a removal by the owner, unless `restore` is set.
 * @returns `device-owned` if another customer has it, unless `transfer` is set; `serial-conflict` if a device of
 * the model is registered whose serial number differs in case, spaces or hyphens only
 */
export const putDevice = (
  scope: Writing,
  modelId: string,
  serial: string,
  content: DeviceContent,
  tx: Tx = pool(),
): Promise<Result<WrittenDevice, Refusal>> =>
  orUnrecorded(async (): Promise<Result<WrittenDevice, Exclude<Refusal, "unrecorded">>> => {
    const work = () => transaction((within) => write(scope, modelId, serial, content, within), tx);
    try {
      return await work();
    } catch (error) {
      // A customer has just added the unit by its claim code: this time it is seen.
      if (violates(error, "devices_serial")) return work();
      throw error;
    }
  });

/** Lets one system at a time write a unit. */
const lockSerial = (modelId: string, serial: string, tx: Tx) =>
  lockFor(tx, `device ${modelId} ${Serial.parse(serial)}`);

async function write(
  scope: Writing,
  modelId: string,
  serial: string,
  content: DeviceContent,
  tx: Tx,
): Promise<Result<WrittenDevice, Exclude<Refusal, "unrecorded">>> {
  await lockSerial(modelId, serial, tx);
  const [model] = await tx
    .select()
    .from(deviceModels)
    .where(eq(deviceModels.modelId, modelId))
    .for("key share");
  if (!model) return refuse("model-unknown");
  const [owner] = await tx.select().from(customers).where(eq(customers.externalId, content.owner));
  if (!owner) return refuse("owner-unknown", { field: "owner" });

  const history = await lockUnit(modelId, serial, owner.id, tx);
  if (!history) return refuse("owner-unknown", { field: "owner" });
  const present = history.find(({ removedAt }) => removedAt === null);
  if (present && present.serial !== serial) return refuse("serial-conflict", { subject: present.serial });
  if (present?.customerId === owner.id) return update(scope, present, content, {}, tx);
  if (present && !content.transfer) return refuse("device-owned", { field: "owner" });

  const ended = listEnded(history, owner.id);
  const [last] = ended;
  const removed = last ?? (await findRemoval(tx, { modelId, serial, name: model.name }, owner, content));
  if (removed?.removedBy === "owner" && !content.restore)
    return succeed({ device: last ? hideIds(last) : removed, isNew: false, isChanged: false });
  if (present) await close(scope, present, "transfer", tx);
  // What ended under another spelling stays ended: the corrected one begins.
  const earlier = ended.find((device) => device.serial === serial);
  if (!present && earlier) return update(scope, earlier, content, { removedAt: null, removedBy: null }, tx);

  const name = content.name ?? (await suggestName(modelId, owner, tx));
  const id = randomUUID();
  const { endpointId = null, registeredAt } = content;
  const row = { id, customerId: owner.id, modelId, name, serial, endpointId, addedBy: "partner" } as const;
  await tx.execute(
    sql`delete from tombstones where key = device_tombstone_key(${modelId}, ${serial}, ${owner.id})`,
  );
  await tx.insert(devices).values({ ...row, ...(registeredAt && { registeredAt: new Date(registeredAt) }) });
  const about = { customerId: owner.id, deviceId: id, fields: ["owner"] };
  await recordEvent(scope.actor, { event: "device.changed", ...about }, tx);
  return succeed({ device: await findWritten(id, modelId, serial, tx), isNew: true, isChanged: true });
}

/** Lists an owner's registrations of a unit that ended, but for those that passed to somebody else; the last first. */
const listEnded = (history: readonly FoundDevice[], ownerId: string): FoundDevice[] =>
  history
    .filter(
      ({ customerId, removedBy, serialKey }) =>
        customerId === ownerId && removedBy !== "transfer" && serialKey === history[0]?.serialKey,
    )
    .sort((one, other) => ((one.removedAt ?? "") < (other.removedAt ?? "") ? 1 : -1));

/**
 * Locks the owner and whoever has or had the unit, then all rows of the unit. Customers come first, as when one of them
 * is deleted: in another order the two could wait for each other.
 * @returns the unit's rows; null if the owner is gone
 */
async function lockUnit(
  modelId: string,
  serial: string,
  ownerId: string | null,
  tx: Tx,
): Promise<FoundDevice[] | null> {
  const known = await findHistory(modelId, serial, tx);
  const ids = [...known.map(({ customerId }) => customerId), ...(ownerId ? [ownerId] : [])];
  const locked = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, ids))
    .orderBy(customers.id)
    .for("no key update");
  if (ownerId && !locked.some(({ id }) => id === ownerId)) return null;
  return findHistory(modelId, serial, tx, true);
}

const findRow = statement(
  "find_removal",
  { deletedAt: tombstones.deletedAt },
  `select deleted_at as "deletedAt" from tombstones where key = device_tombstone_key($1, $2, $3)`,
);

/** Describes a device that its owner removed and whose row has been deleted since; null if there is none. */
async function findRemoval(
  tx: Tx,
  { modelId, serial, name }: { modelId: string; serial: string; name: string },
  { id }: { id: string },
  content: DeviceContent,
): Promise<PartnerDevice | null> {
  const [row] = await findRow(tx, modelId, serial, id);
  if (!row) return null;
  const at = row.deletedAt.toISOString();
  const known = { modelId, serial, owner: content.owner, name: content.name ?? name, ownName: false };
  // Nothing else is known of it any more.
  return { ...known, endpointId: null, registeredAt: at, removedAt: at, removedBy: "owner" };
}

/** Changes a registration where it differs from the content; `back` brings a removed one back. */
async function update(
  { actor }: Writing,
  before: FoundDevice,
  { name, endpointId, registeredAt }: DeviceContent,
  back: { removedAt?: null; removedBy?: null },
  tx: Tx,
): Promise<Result<WrittenDevice, never>> {
  const set = {
    ...back,
    ...(name !== undefined && !before.ownName && name !== before.name && { name }),
    ...(endpointId !== undefined && endpointId !== before.endpointId && { endpointId }),
    ...(registeredAt !== undefined &&
      Date.parse(registeredAt) !== Date.parse(before.registeredAt) && {
        registeredAt: new Date(registeredAt),
      }),
  };
  const fields = Object.keys(set).filter((field) => field !== "removedBy");
  if (fields.length === 0) return succeed({ device: hideIds(before), isNew: false, isChanged: false });
  await tx.update(devices).set(set).where(eq(devices.id, before.id));
  const about = { customerId: before.customerId, deviceId: before.id, fields };
  await recordEvent(actor, { event: "device.changed", ...about }, tx);
  const device = await findWritten(before.id, before.modelId, before.serial, tx);
  return succeed({ device, isNew: false, isChanged: true });
}

async function findWritten(id: string, modelId: string, serial: string, tx: Tx): Promise<PartnerDevice> {
  const written = (await findHistory(modelId, serial, tx)).find((device) => device.id === id);
  if (!written) throw new Error("the device is gone within its transaction");
  return hideIds(written);
}

/** Takes a device off its owner's list. The caller has locked it. */
async function close(
  { actor }: Writing,
  { id, customerId }: FoundDevice,
  removedBy: "partner" | "transfer",
  tx: Tx,
): Promise<void> {
  await tx.update(devices).set({ removedAt: sql`now()`, removedBy }).where(eq(devices.id, id));
  await recordEvent(actor, { event: "device.removed", customerId, deviceId: id }, tx);
}

/**
 * Removes a device from its owner's list for the partner; idempotent.
 * @returns `serial-conflict` if the device is registered with another spelling of the serial number
 */
export const removeBySerial = (
  scope: Writing,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "serial-conflict" | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, "serial-conflict">> => {
      await lockSerial(modelId, serial, within);
      const history = (await lockUnit(modelId, serial, null, within)) ?? [];
      const isKnown = history.some((device) => device.serial === serial);
      const present = history.find(
        (device) => device.removedAt === null && (!isKnown || device.serial === serial),
      );
      if (present && present.serial !== serial) return refuse("serial-conflict", { subject: present.serial });
      if (present) await close(scope, present, "partner", within);
      return succeed(undefined);
    }, tx),
  );

const findName = statement(
  "new_device_name",
  { name: string },
  `select ${writeNewName("localize(m.names, m.name, $3)", "$2")} as name from device_models m where model_id = $1`,
);

/** Names a device after its model in the owner's language. */
async function suggestName(
  modelId: string,
  { id, language }: { id: string; language: string | null },
  tx: Tx,
): Promise<string> {
  const [row] = await findName(tx, modelId, id, language ?? "");
  if (!row) throw new Error("the model is gone within the transaction");
  return row.name;
}
