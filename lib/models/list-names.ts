import { sql } from "drizzle-orm";
import { deviceModels, pool, type Tx } from "@/lib/db";

/** Lists all models by name in the reader's language, to choose from. */
export function listNames(language: string, tx: Tx = pool()): Promise<{ modelId: string; name: string }[]> {
  const { modelId, names } = deviceModels;
  const name = sql<string>`localize(${names}, ${deviceModels.name}, ${language})`;
  return tx.select({ modelId, name }).from(deviceModels).orderBy(sql`lower(${name})`, modelId);
}
