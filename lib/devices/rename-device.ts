import { z } from "zod";
import { statement } from "@/lib/db";
import { type NameProblem, readName } from "@/lib/names";
import type { Viewer } from "@/lib/viewer";

const rename = statement<{ id: string }>(
  "rename_device",
  "update devices set name = $3 where id = $1 and customer_id = $2 and removed_at is null returning id",
);

/** Gives a device of the viewer's own a name; `not-found` for any other. */
export async function renameDevice(
  viewer: Viewer,
  deviceId: string,
  text: string,
): Promise<"renamed" | "not-found" | NameProblem> {
  if (viewer.kind !== "customer" || !z.guid().safeParse(deviceId).success) return "not-found";
  const read = readName(text);
  if (!read.ok) return read.problem;
  const [renamed] = await rename(deviceId, viewer.id, read.name);
  return renamed ? "renamed" : "not-found";
}
