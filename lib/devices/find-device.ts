import { z } from "zod";
import { statement } from "@/lib/db";
import type { Staff, Viewer } from "@/lib/viewer";
import type { Device } from "./types";

const find = statement<Device>(
  "find_device",
  `select d.id, d.name, d.serial, d.model_id as "modelId", m.name as model, m.drawing, m.countries,
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

/** One device of the viewer's own; null when it is malformed, unknown or someone else's: all the same. */
export async function findDevice(viewer: Viewer, deviceId: string): Promise<Device | null> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(deviceId).success) return null;
  const [device] = await find(deviceId, viewer.id);
  return device ?? null;
}

/** One device of a customer, for staff; null when it is malformed, unknown or another customer's. */
export async function findDeviceOf(
  viewer: Pick<Staff, "kind">,
  customerId: string,
  deviceId: string,
): Promise<Device | null> {
  if (viewer.kind !== "staff") return null;
  if (![customerId, deviceId].every((id) => z.guid().safeParse(id).success)) return null;
  const [device] = await find(deviceId, customerId);
  return device ?? null;
}
