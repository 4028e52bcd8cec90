import { randomUUID } from "node:crypto";
import type { AuditEvent } from "@/lib/audit";
import { localize } from "@/lib/models";
import { type Result, refuse, succeed } from "@/lib/result";
import { hideIds, sortHistory } from "./partner-device";
import type { DeviceContent, PartnerDevice } from "./partner-schemas";
import {
  type DeviceRow,
  type Owner,
  type UnitState,
  type WorkingDevice,
  writeOwner,
  writeRemoval,
  writeUnit,
} from "./unit-state";

/** What a row did, and what to record of it. */
export type WrittenDevice = {
  device: PartnerDevice;
  isNew: boolean;
  isChanged: boolean;
  events: AuditEvent[];
};

export type DeviceRefusal = "model-unknown" | "owner-unknown" | "device-owned" | "serial-conflict";

/** Makes of the registrations what a row says. A refusal changes nothing. */
export function applyDevice(
  state: UnitState,
  row: DeviceRow,
  place: number,
): Result<WrittenDevice, DeviceRefusal> {
  const { modelId, serial, content } = row;
  const model = state.models.get(modelId);
  if (!model) return refuse("model-unknown");
  const owner = state.owners.get(writeOwner(row));
  if (!owner) return refuse("owner-unknown", { field: "owner" });

  const unit = { modelId, key: state.keys[place] as string };
  const devices = state.units.get(writeUnit(unit)) ?? [];
  const history = sortHistory(devices, serial);
  const present = history.find(({ removedAt }) => removedAt === null);
  if (present && present.serial !== serial) return refuse("serial-conflict", { subject: present.serial });
  if (present?.customerId === owner.id) return update(present, content, false);
  if (present && !content.transfer) return refuse("device-owned", { field: "owner" });

  const ended = listEnded(history, owner.id);
  const [last] = ended;
  const at = last ? undefined : state.removals.get(writeRemoval(unit, owner.id));
  const removed = last ?? (at && describeRemoval({ modelId, serial, name: model.name, at }, content));
  if (removed && removed.removedBy === "owner" && !content.restore)
    return succeed({ device: last ? hideIds(last) : removed, isNew: false, isChanged: false, events: [] });

  const closed = present ? [close(present, "transfer")] : [];
  // What ended under another spelling stays ended: the corrected one begins.
  const earlier = ended.find((device) => device.serial === serial);
  if (!present && earlier) return update(earlier, content, true);

  const names = state.names.get(owner.id);
  const name = content.name ?? suggestName(localize(model.names, model.name, owner.language ?? ""), names);
  names?.add(name);
  const device = createDevice({ modelId, serial, name, serialKey: unit.key }, owner, content);
  state.units.set(writeUnit(unit), [...devices, device]);
  const about = { customerId: owner.id, deviceId: device.id, fields: ["owner"] };
  const events: AuditEvent[] = [...closed, { event: "device.changed", ...about }];
  return succeed({ device: hideIds(device), isNew: true, isChanged: true, events });
}

/** Lists an owner's registrations of a unit that ended, but for those that passed to somebody else; the last first. */
const listEnded = (history: readonly WorkingDevice[], ownerId: string): WorkingDevice[] =>
  history
    .filter(
      ({ customerId, removedBy, removedAt, serialKey }) =>
        removedAt !== null &&
        customerId === ownerId &&
        removedBy !== "transfer" &&
        serialKey === history[0]?.serialKey,
    )
    .sort((one, other) => ((one.removedAt ?? "") < (other.removedAt ?? "") ? 1 : -1));

/** Describes a device that its owner removed and whose row has been deleted since. Nothing else is known of it. */
const describeRemoval = (
  { at, modelId, serial, name }: { modelId: string; serial: string; name: string; at: string },
  content: DeviceContent,
): PartnerDevice => ({
  ...{ modelId, serial, owner: content.owner, name: content.name ?? name, ownName: false, endpointId: null },
  ...{ registeredAt: at, removedAt: at, removedBy: "owner" },
});

const createDevice = (
  unit: Pick<WorkingDevice, "modelId" | "serial" | "name" | "serialKey">,
  { id, externalId }: Owner,
  { endpointId = null, registeredAt }: DeviceContent,
): WorkingDevice => ({
  ...unit,
  ...{ id: randomUUID(), customerId: id, owner: externalId, ownName: false, endpointId },
  registeredAt: (registeredAt ? new Date(registeredAt) : new Date()).toISOString(),
  isDated: registeredAt !== undefined,
  ...{ removedAt: null, removedBy: null, state: "new" },
});

/** Notes that a registration is to be stored. */
const touch = (device: WorkingDevice, changes: Partial<WorkingDevice>) =>
  Object.assign(device, changes, device.state === "same" && { state: "changed" });

/** Takes a device off its owner's list. @returns what to record */
export function close(device: WorkingDevice, removedBy: "partner" | "transfer"): AuditEvent {
  touch(device, { removedAt: new Date().toISOString(), removedBy });
  return { event: "device.removed", customerId: device.customerId, deviceId: device.id };
}

/** Changes a registration where it differs from the content. @param back whether it begins again */
function update(
  device: WorkingDevice,
  { name, endpointId, registeredAt }: DeviceContent,
  back: boolean,
): Result<WrittenDevice, never> {
  const set: Partial<PartnerDevice> = {
    ...(back && { removedAt: null, removedBy: null }),
    ...(name !== undefined && !device.ownName && name !== device.name && { name }),
    ...(endpointId !== undefined && endpointId !== device.endpointId && { endpointId }),
    ...(registeredAt !== undefined &&
      Date.parse(registeredAt) !== Date.parse(device.registeredAt) && {
        registeredAt: new Date(registeredAt).toISOString(),
      }),
  };
  const fields = Object.keys(set).filter((field) => field !== "removedBy");
  if (fields.length === 0)
    return succeed({ device: hideIds(device), isNew: false, isChanged: false, events: [] });
  touch(device, { ...set, ...(registeredAt !== undefined && { isDated: true }) });
  const about = { customerId: device.customerId, deviceId: device.id, fields };
  const events: AuditEvent[] = [{ event: "device.changed", ...about }];
  return succeed({ device: hideIds(device), isNew: false, isChanged: true, events });
}

/** Names a device after its model, with a number if the name is taken; as `writeNewName`. */
function suggestName(model: string, taken: ReadonlySet<string> = new Set()): string {
  const name = [...model].slice(0, 100).join("");
  for (let count = 1; ; count += 1) {
    const offered = count === 1 ? name : `${name} (${count})`;
    if (!taken.has(offered)) return offered;
  }
}
