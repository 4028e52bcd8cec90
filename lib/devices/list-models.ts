import { eq, exists, sql } from "drizzle-orm";
import { deviceModels, pool, type Tx, units } from "@/lib/db";
import type { DeviceModel } from "./types";

/** Lists the models with known units, by name, for a customer who adds a device. */
export function listModels(language: string, tx: Tx = pool()): Promise<DeviceModel[]> {
  const { modelId, names } = deviceModels;
  const made = tx.select({ modelId: units.modelId }).from(units).where(eq(units.modelId, modelId));
  const name = sql<string>`localize(${names}, ${deviceModels.name}, ${language})`;
  return tx
    .select({ modelId, name })
    .from(deviceModels)
    .where(exists(made))
    .orderBy(sql`lower(${name})`, modelId);
}
