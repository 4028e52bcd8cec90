import { z } from "zod";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import { isUndoable } from "./remove-device";

const find = statement<{ id: string; name: string }>(
  "removed_device",
  `select id, name from devices d
   where id = $1 and customer_id = $2 and ${isUndoable} and not exists (
     select from devices o where o.model_id = d.model_id and o.serial = d.serial and o.removed_at is null
   )`,
);

const restore = statement<{ id: string }>(
  "restore_device",
  `update devices set removed_at = null
   where id = $1 and customer_id = $2 and (removed_at is null or ${isUndoable})
   returning id`,
);

/** A device that the viewer removed and can still have back. */
export async function findRemoved(
  viewer: Viewer,
  deviceId: string,
): Promise<{ id: string; name: string } | null> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(deviceId).success) return null;
  const [device] = await find(deviceId, viewer.id);
  return device ?? null;
}

/**
 * Undoes a removal.
 * @returns false when it is too late, when the unit was added anew meanwhile, or when it never was the viewer's
 */
export async function restoreDevice(viewer: Viewer, deviceId: string): Promise<boolean> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(deviceId).success) return false;
  try {
    return (await restore(deviceId, viewer.id)).length > 0;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "devices_serial") return false;
    throw error;
  }
}
