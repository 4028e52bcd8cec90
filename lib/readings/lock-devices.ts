import { z } from "zod";
import { boolean, parsed, slots, statement, string, type Tx } from "@/lib/db";
import type { SlotScale } from "./apply-sample";
import type { Named } from "./find-endpoints";

/** A device that reports. */
export type ReportedDevice = {
  id: string;
  modelId: string;
  /** Whether its owner wants levels to be kept. */
  isWanted: boolean;
  /** Readings before this are not its owner's. */
  since: Date | null;
};

/** A slot with what its readings must be. */
export type Sensor = SlotScale & { id: string };

// Customers come first, as everywhere: in another order, two could wait for each other. What the devices are then
// locked for, and not only read: nobody removes one, and no other message about it is stored, until this is done.
const lock = statement(
  "lock_reported_devices",
  {
    id: parsed(z.string()),
    modelId: string,
    isWanted: boolean,
    since: parsed(z.date().nullable()),
  },
  `with owners as materialized (
     select id, show_levels from customers where id = any($2::uuid[]) order by id for share
   )
   select d.id, d.model_id as "modelId",
     d.customer_id = any(array(select id from owners where show_levels)) as "isWanted",
     greatest(
       case when d.is_dated then d.registered_at end,
       (select max(removed_at) from devices o
        where o.model_id = d.model_id and o.serial_key = d.serial_key and o.id <> d.id)
     ) as since
   from devices d
   where d.id = any($1::uuid[]) and d.removed_at is null and d.customer_id = any(array(select id from owners))
   order by d.id
   for no key update of d`,
);

/** Locks devices until the transaction ends. @returns by id; one that was removed meanwhile is missing */
export async function lockDevices(
  named: readonly NonNullable<Named>[],
  tx: Tx,
): Promise<Map<string, ReportedDevice>> {
  if (named.length === 0) return new Map();
  const ids = named.map(({ deviceId }) => deviceId);
  const rows = await lock(tx, ids, [...new Set(named.map(({ customerId }) => customerId))]);
  return new Map(rows.map((device) => [device.id, device]));
}

const list = statement(
  "list_reported_slots",
  {
    id: slots.id,
    modelId: slots.modelId,
    instance: slots.instance,
    sensor: slots.sensor,
    measurement: slots.measurement,
    unit: slots.unit,
    capacity: slots.capacity,
  },
  `select id, model_id as "modelId", instance, sensor, measurement, unit, capacity
   from slots where model_id = any($1::text[])`,
);

/** Lists the slots of models, by `{model} {instance}`; a model id has no space. */
export async function listSlots(modelIds: readonly string[], tx: Tx): Promise<Map<string, Sensor>> {
  if (modelIds.length === 0) return new Map();
  const rows = await list(tx, modelIds);
  return new Map(rows.map((slot) => [`${slot.modelId} ${slot.instance}`, slot]));
}
