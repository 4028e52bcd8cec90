import { asc, count, eq } from "drizzle-orm";
import { deviceModels, devices, lockFor, slots, type Tx } from "@/lib/db";
import type { StoredContent, StoredModel } from "./types";

/** Lets one transaction at a time change the catalogue. */
export const lockCatalogue = (tx: Tx): Promise<void> => lockFor(tx, "catalogue");

/** Reads a model and locks its row, so that nobody adds a device meanwhile. */
export async function lockModel(modelId: string, tx: Tx) {
  const [row] = await tx.select().from(deviceModels).where(eq(deviceModels.modelId, modelId)).for("update");
  if (!row) return null;
  const found = await tx
    .select()
    .from(slots)
    .where(eq(slots.modelId, modelId))
    .orderBy(asc(slots.position), asc(slots.instance));
  return { row, slots: found };
}

/** Counts a model's devices, also removed ones. */
export async function countDevices(modelId: string, tx: Tx): Promise<number> {
  const [found] = await tx.select({ count: count() }).from(devices).where(eq(devices.modelId, modelId));
  return found?.count ?? 0;
}

/** Returns a model's content. */
export const omitId = ({ modelId: _, ...content }: StoredModel): StoredContent => content;
