import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import type { DeviceModel } from "./types";

const list = statement<DeviceModel>(
  "list_models",
  `select model_id as "modelId", name from device_models m
   where exists (select from units u where u.model_id = m.model_id) order by lower(name), model_id`,
);

/** The models of which the partner told us units, by name, for a customer who adds a device. */
export async function listModels(viewer: Viewer): Promise<DeviceModel[]> {
  return viewer.kind === "customer" ? list() : [];
}
