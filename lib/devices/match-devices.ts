import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import { readModelId, readSerial } from "./read-claim";

const match = statement<{ id: string; model: string }>(
  "match_devices",
  `select d.id, m.name as model from devices d join device_models m using (model_id)
   where d.customer_id = $1 and d.model_id = $2 and d.removed_at is null
     and ($3::text is null or upper(d.serial) in ($3, $4))
   order by d.registered_at desc, d.id
   limit 2`,
);

/**
 * The viewer's own devices that a link of the partner means: two are as good as many.
 * @param serial null for any device of the model
 */
export async function matchDevices(viewer: Viewer, modelId: string, serial: string | null) {
  if (viewer.kind !== "customer") return [];
  const { typed, joined } = readSerial(serial ?? "");
  return match(viewer.id, readModelId(modelId), serial && typed, joined);
}
