import { z } from "zod";
import { boolean, deviceModels, devices, integer, parsed, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope, Id } from "@/lib/scope";
import { Slot } from "./schemas";
import type { Device } from "./types";

// Runs at every launch.
const find = statement(
  "find_device",
  {
    id: devices.id,
    name: devices.name,
    serial: devices.serial,
    modelId: devices.modelId,
    vendorCode: deviceModels.vendorCode,
    model: deviceModels.name,
    drawing: deviceModels.drawing,
    countries: deviceModels.countries,
    slots: parsed(z.array(Slot)),
    sameModel: integer,
    openedBefore: boolean,
  },
  `select d.id, d.name, d.serial, d.model_id as "modelId",
     m.vendor_code as "vendorCode", m.name as model, m.drawing, m.countries,
     (select coalesce(json_agg(json_build_object('name', s.name, 'supply', s.supply, 'sensor', s.sensor)
        order by s.position), '[]') from slots s where s.model_id = d.model_id) as slots,
     (select count(*)::int from devices o
        where o.customer_id = d.customer_id and o.model_id = d.model_id and o.removed_at is null) as "sameModel",
     exists (select from launches l join devices o on o.id = l.device_id
        where l.customer_id = d.customer_id and l.card in ('enroll', 'supplies')
          and o.model_id = d.model_id) as "openedBefore"
   from devices d join device_models m using (model_id)
   where d.id = $1 and d.customer_id = $2 and d.removed_at is null`,
);

/** Finds one device of a customer; null when it is unknown or someone else's. */
export async function findDevice(
  scope: CustomerScope,
  deviceId: Id,
  tx: Tx = pool(),
): Promise<Device | null> {
  const [device] = await find(tx, deviceId, scope.customerId);
  return device ?? null;
}
