import { and, count, eq, isNull } from "drizzle-orm";
import { deviceModels, devices, pool, type Tx, units } from "@/lib/db";
import { findGaps, listLanguages } from "./find-gaps";
import { localize } from "./localize";
import { countDevices, omitId } from "./model-rows";
import { nameState } from "./name-state";
import { type CatalogueScope, findModel, readCatalogue } from "./read-models";
import type { ModelOverview, ModelView } from "./types";

/** The portal's languages, the reader's, and its alphabetical order. */
type Reader = {
  languages: readonly string[];
  language: string;
  compare: (one: string, other: string) => number;
};

/** Lists all models for administrators, by name in the reader's language. */
export async function listOverviews(
  scope: CatalogueScope,
  { languages, language, compare }: Reader,
  tx: Tx = pool(),
): Promise<ModelOverview[]> {
  const models = await readCatalogue(scope, tx);
  const tried = await tx
    .select({ modelId: deviceModels.modelId, triedAt: deviceModels.triedAt })
    .from(deviceModels);
  const counted = await tx
    .select({ modelId: devices.modelId, count: count() })
    .from(devices)
    .where(isNull(devices.removedAt))
    .groupBy(devices.modelId);
  const triedAt = new Map(tried.map((row) => [row.modelId, row.triedAt]));
  const counts = new Map(counted.map((row) => [row.modelId, row.count]));
  return models
    .map((model) => ({
      modelId: model.modelId,
      name: localize(model.names, model.name, language),
      drawing: model.drawing,
      picture: model.pictureHash ?? null,
      countries: model.countries,
      languages: listLanguages(model, languages).length,
      devices: counts.get(model.modelId) ?? 0,
      gaps: findGaps(model, triedAt.get(model.modelId) ?? null, languages),
    }))
    .sort((one, other) => compare(one.name, other.name));
}

/** Reads a model with what its page needs; null if there is none. */
export async function viewModel(
  scope: CatalogueScope,
  modelId: string,
  tx: Tx = pool(),
): Promise<ModelView | null> {
  const model = await findModel(scope, modelId, tx);
  if (!model) return null;
  const [row] = await tx
    .select({ triedAt: deviceModels.triedAt })
    .from(deviceModels)
    .where(eq(deviceModels.modelId, modelId));
  const used = await countDevices(modelId, tx);
  const registered = await tx.$count(devices, and(eq(devices.modelId, modelId), isNull(devices.removedAt)));
  const made = await tx.$count(units, eq(units.modelId, modelId));
  return {
    model,
    state: nameState(omitId(model)),
    triedAt: row?.triedAt ?? null,
    devices: registered,
    used,
    units: made,
  };
}
