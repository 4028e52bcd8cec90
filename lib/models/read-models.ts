import { asc, eq, gt, inArray } from "drizzle-orm";
import { deviceModels, pool, slots, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import { readRows } from "./stored-content";
import type { ModelPage, StoredModel } from "./types";

/** May read the catalogue; writing includes reading. */
export type CatalogueScope = PartnerScope<"catalogue:read" | "catalogue:write">;

/** Finds a model by its id. */
export async function findModel(
  _scope: CatalogueScope,
  modelId: string,
  tx: Tx = pool(),
): Promise<StoredModel | null> {
  const rows = await tx.select().from(deviceModels).where(eq(deviceModels.modelId, modelId));
  return (await addSlots(rows, tx))[0] ?? null;
}

/** Lists models by model id. @param after the model id before the page; null for the first page */
export async function listModels(
  _scope: CatalogueScope,
  { after, limit }: { after: string | null; limit: number },
  tx: Tx = pool(),
): Promise<ModelPage> {
  const rows = await tx
    .select()
    .from(deviceModels)
    .where(after === null ? undefined : gt(deviceModels.modelId, after))
    .orderBy(asc(deviceModels.modelId))
    .limit(limit + 1);
  const models = await addSlots(rows.slice(0, limit), tx);
  return { models, next: rows.length > limit ? (models.at(-1)?.modelId ?? null) : null };
}

/** Reads all models, by model id whatever the collation of the database. */
export async function readCatalogue(_scope: CatalogueScope, tx: Tx = pool()): Promise<StoredModel[]> {
  const models = await addSlots(await tx.select().from(deviceModels), tx);
  return models.sort((one, other) => (one.modelId < other.modelId ? -1 : 1));
}

async function addSlots(rows: (typeof deviceModels.$inferSelect)[], tx: Tx): Promise<StoredModel[]> {
  const ids = rows.map(({ modelId }) => modelId);
  if (ids.length === 0) return [];
  const found = await tx
    .select()
    .from(slots)
    .where(inArray(slots.modelId, ids))
    .orderBy(asc(slots.position), asc(slots.instance));
  return rows.map((row) =>
    readRows(
      row,
      found.filter(({ modelId }) => modelId === row.modelId),
    ),
  );
}
