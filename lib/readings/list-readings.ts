import { nullable, pool, readings, slots, statement, string, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";

const list = statement(
  "list_readings",
  {
    instance: slots.instance,
    sensor: string,
    measurement: slots.measurement,
    unit: slots.unit,
    value: readings.value,
    at: readings.at,
    replacedAt: nullable(readings.replacedAt),
  },
  `select s.instance, s.sensor, coalesce(s.measurement, r.measurement) as measurement,
     coalesce(s.unit, r.unit) as unit, r.value, r.at, r.replaced_at as "replacedAt"
   from devices d join readings r on r.device_id = d.id join slots s on s.id = r.slot_id
   where d.model_id = $1 and d.serial = $2 and d.removed_at is null
   order by s.position, s.instance`,
);

/** Lists the newest readings of a device that somebody has. */
export const listReadings = (
  _scope: PartnerScope<"devices:read">,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
) => list(tx, modelId, serial);
