import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
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
import { type FoundDevice, findHistory, hideIds, isUnit } from "./partner-device";
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
    try {
      return await transaction((within) => write(scope, modelId, serial, content, within), tx);
    } catch (error) {
      // A customer has just added the unit by its claim code.
      if (violates(error, "devices_serial")) return refuse("device-owned", { field: "owner" });
      throw error;
    }
  });

async function write(
  scope: Writing,
  modelId: string,
  serial: string,
  content: DeviceContent,
  tx: Tx,
): Promise<Result<WrittenDevice, Exclude<Refusal, "unrecorded">>> {
  await lockFor(tx, `device ${modelId} ${Serial.parse(serial)}`);
  const [model] = await tx
    .select()
    .from(deviceModels)
    .where(eq(deviceModels.modelId, modelId))
    .for("key share");
  if (!model) return refuse("model-unknown");
  // Waits for a deletion of the owner, which must leave no device behind.
  const [owner] = await tx
    .select()
    .from(customers)
    .where(eq(customers.externalId, content.owner))
    .for("key share");
  if (!owner) return refuse("owner-unknown", { field: "owner" });

  const history = await findHistory(modelId, serial, tx);
  const present = history.find(({ removedAt }) => removedAt === null);
  if (present && present.serial !== serial) return refuse("serial-conflict", { subject: present.serial });
  if (present?.customerId === owner.id) return update(scope, present, content, {}, tx);
  if (present && !content.transfer) return refuse("device-owned", { field: "owner" });

  const earlier = history.find(
    ({ customerId, removedBy }) => customerId === owner.id && removedBy !== "transfer",
  );
  if (!present && earlier?.removedBy === "owner" && !content.restore)
    return succeed({ device: hideIds(earlier), isNew: false, isChanged: false });
  if (!present && !earlier && !content.restore) {
    const removedAt = await findRemoval(tx, modelId, serial, owner.id);
    const at = removedAt?.toISOString();
    const left = { modelId, serial, owner: content.owner, name: content.name ?? model.name, ownName: false };
    // Nothing else is known of it any more.
    const removed = { ...left, endpointId: null, registeredAt: at, removedAt: at, removedBy: "owner" };
    if (at) return succeed({ device: removed as PartnerDevice, isNew: false, isChanged: false });
  }
  if (present) await close(scope, present, "transfer", tx);
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

const findRow = statement(
  "find_removal",
  { deletedAt: tombstones.deletedAt },
  `select deleted_at as "deletedAt" from tombstones where key = device_tombstone_key($1, $2, $3)`,
);

/** Finds when an owner removed a device whose row has been deleted since. */
const findRemoval = async (
  tx: Tx,
  ...unit: [modelId: string, serial: string, customerId: string]
): Promise<Date | null> => (await findRow(tx, ...unit))[0]?.deletedAt ?? null;

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

/** Takes a device off its owner's list. */
async function close(
  { actor }: Writing,
  { id, customerId }: FoundDevice,
  removedBy: "partner" | "transfer",
  tx: Tx,
): Promise<void> {
  await tx
    .update(devices)
    .set({ removedAt: sql`now()`, removedBy })
    .where(and(eq(devices.id, id), isNull(devices.removedAt)));
  await recordEvent(actor, { event: "device.removed", customerId, deviceId: id }, tx);
}

/** Removes a device from its owner's list for the partner; idempotent. */
export const removeBySerial = (
  scope: Writing,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, never>> => {
      await within.execute(
        sql`select from devices where ${isUnit(modelId, serial)} and removed_at is null for update`,
      );
      const present = (await findHistory(modelId, serial, within)).find(
        ({ removedAt }) => removedAt === null,
      );
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
