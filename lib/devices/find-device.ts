import { z } from "zod";
import {
  boolean,
  deviceModels,
  devices,
  integer,
  nullable,
  parsed,
  pool,
  statement,
  string,
  type Tx,
} from "@/lib/db";
import { Supply, writeSupply } from "@/lib/readings";
import type { CustomerScope, Id } from "@/lib/scope";
import type { Device } from "./types";

// `localize` takes 10 µs a name, which launches need not wait for.
const writeName = (table: string) =>
  `case when $3::text is null then ${table}.name else localize(${table}.names, ${table}.name, $3) end`;

// Runs at every launch.
const find = statement(
  "find_device",
  {
    id: devices.id,
    name: devices.name,
    serial: devices.serial,
    modelId: devices.modelId,
    vendorCode: deviceModels.vendorCode,
    model: string,
    drawing: deviceModels.drawing,
    picture: deviceModels.picture,
    countries: deviceModels.countries,
    slots: parsed(z.array(Supply)),
    silentAfter: deviceModels.silentAfter,
    noLevel: nullable(deviceModels.noLevel),
    forecast: deviceModels.forecast,
    showsLevels: boolean,
    sameModel: integer,
    openedBefore: boolean,
  },
  `select d.id, d.name, d.serial, d.model_id as "modelId",
     m.vendor_code as "vendorCode", ${writeName("m")} as model, m.drawing, m.picture, m.countries,
     (select coalesce(json_agg(${writeSupply(writeName("s"), "c.country")} order by s.position), '[]')
        from slots s left join readings r on r.device_id = d.id and r.slot_id = s.id
        where s.model_id = d.model_id) as slots,
     m.silent_after as "silentAfter", localize(m.no_levels, m.no_level, $3) as "noLevel", m.forecast,
     c.show_levels as "showsLevels",
     (select count(*)::int from devices o
        where o.customer_id = d.customer_id and o.model_id = d.model_id and o.removed_at is null) as "sameModel",
     exists (select from launches l join devices o on o.id = l.device_id
        where l.customer_id = d.customer_id and l.card in ('enroll', 'supplies')
          and o.model_id = d.model_id) as "openedBefore"
   from devices d join device_models m using (model_id) join customers c on c.id = d.customer_id
   where d.id = $1 and d.customer_id = $2 and d.removed_at is null`,
);

/**
 * Finds one device of a customer; null when it is unknown or someone else's.
 * @param language null if nobody reads its names
 */
export async function findDevice(
  scope: CustomerScope,
  deviceId: Id,
  language: string | null,
  tx: Tx = pool(),
): Promise<Device | null> {
  const [device] = await find(tx, deviceId, scope.customerId, language);
  return device ?? null;
}
