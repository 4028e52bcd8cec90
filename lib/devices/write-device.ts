import { type AuditEvent, orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx, transaction, violates } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { applyDevice, close, type DeviceRefusal, type WrittenDevice } from "./apply-device";
import { findKeys, sortHistory } from "./partner-device";
import type { DeviceContent } from "./partner-schemas";
import {
  type DeviceRow,
  findUnitState,
  lockSerials,
  lockUnits,
  storeUnits,
  type WorkingDevice,
} from "./unit-state";

type Writing = PartnerScope<"devices:write">;

type Settings = {
  /** Whether nothing is locked and written, only found out; then these customers count as known, ids by number. */
  rehearses?: ReadonlyMap<string, string>;
};

/**
 * Registers units for customers, or changes registrations, row by row, in few statements. Idempotent. What the
 * customer wrote stays, and so does a removal by the owner, unless `restore` is set. The caller records.
 * @param tx a transaction
 * @returns for each row what it did, or a refusal: `device-owned` if another customer has the unit, unless `transfer`
 * is set; `serial-conflict` if a device of the model is registered whose serial number differs in case, spaces or
 * hyphens only
 */
export async function writeDevices(
  _scope: Writing,
  rows: readonly DeviceRow[],
  { rehearses }: Settings,
  tx: Tx,
): Promise<Result<WrittenDevice, DeviceRefusal>[]> {
  const write = async (within: Tx) => {
    if (!rehearses) await lockSerials(rows, within);
    const state = await findUnitState(rows, !rehearses, rehearses ?? new Map(), within);
    const written = rows.map((row, place) => applyDevice(state, row, place));
    if (!rehearses) await storeUnits(state, within);
    return written;
  };
  try {
    return await transaction(write, tx);
  } catch (error) {
    // A customer has just added a unit by its claim code: this time it is seen.
    if (violates(error, "devices_serial")) return transaction(write, tx);
    throw error;
  }
}

/** Writes one device, and records it; see `writeDevices`. */
export const putDevice = (
  scope: Writing,
  modelId: string,
  serial: string,
  content: DeviceContent,
  tx: Tx = pool(),
): Promise<Result<WrittenDevice, DeviceRefusal | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within) => {
      const [written] = await writeDevices(scope, [{ modelId, serial, content }], {}, within);
      if (written?.ok)
        for (const event of written.value.events) await recordEvent(scope.actor, event, within);
      return written as Result<WrittenDevice, DeviceRefusal>;
    }, tx),
  );

/** A unit, as the partner spells it; with an id, only this registration of it. */
type Unit = { modelId: string; serial: string; id?: string };

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
      const [removed] = await removeUnits(scope, [{ modelId, serial }], within);
      if (!removed?.ok) return removed ?? succeed(undefined);
      for (const event of removed.value) await recordEvent(scope.actor, event, within);
      return succeed(undefined);
    }, tx),
  );

/** Removes devices, in few statements. @returns for each what to record. The caller records. */
export async function removeUnits(
  _scope: Writing,
  given: readonly Unit[],
  tx: Tx,
): Promise<Result<AuditEvent[], "serial-conflict">[]> {
  await lockSerials(given, tx);
  const keys = await findKeys(
    given.map(({ serial }) => serial),
    tx,
  );
  const asked = given.map(({ modelId }, place) => ({ modelId, key: keys[place] as string }));
  const { found } = await lockUnits(asked, [], tx);
  const devices = found.map((device): WorkingDevice => ({ ...device, state: "same" }));
  const removed = given.map(({ modelId, serial, id }, place): Result<AuditEvent[], "serial-conflict"> => {
    const key = keys[place] as string;
    const ofUnit = devices.filter(
      (device) =>
        device.modelId === modelId && (device.serialKey === key || device.serialKey.startsWith(`${key} `)),
    );
    const history = sortHistory(ofUnit, serial);
    const isKnown = history.some((device) => device.serial === serial);
    const present = history.find(
      (device) =>
        device.removedAt === null &&
        (!isKnown || device.serial === serial) &&
        (id === undefined || device.id === id),
    );
    if (present && present.serial !== serial) return refuse("serial-conflict", { subject: present.serial });
    return succeed(present ? [close(present, "partner")] : []);
  });
  await storeUnits({ units: new Map([["", devices]]), removals: new Map() }, tx);
  return removed;
}
