import { z } from "zod";
import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

/** Minutes for which a removal can be undone. */
export const undoMinutes = 10;

/** Whether a row's removal can still be undone, in SQL. */
export const isUndoable = `removed_at > now() - interval '${undoMinutes} minutes'`;

// A second press finds what the first one did.
const remove = statement<{ id: string }>(
  "remove_device",
  `update devices set removed_at = coalesce(removed_at, now())
   where id = $1 and customer_id = $2 and (removed_at is null or ${isUndoable})
   returning id`,
);

/**
 * Takes a device off its owner's list. The row stays for its launches; the unit may be added by whoever holds its
 * claim code.
 * @returns false when it is not the viewer's own
 */
export async function removeDevice(viewer: Viewer, deviceId: string): Promise<boolean> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(deviceId).success) return false;
  return (await remove(deviceId, viewer.id)).length > 0;
}
