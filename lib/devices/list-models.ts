import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import type { DeviceModel } from "./types";

const list = statement<DeviceModel>(
  "list_models",
  `select model_id as "modelId", name from device_models order by lower(name), model_id`,
);

/** What the partner makes, by name, for a customer who adds a device. */
export async function listModels(viewer: Viewer): Promise<DeviceModel[]> {
  return viewer.kind === "customer" ? list() : [];
}
