import type { deviceModels, slots } from "@/lib/db";
import { readHash } from "./store-picture";
import type { Model, ModelContent, Slot, StoredContent, StoredModel } from "./types";

type ModelRow = typeof deviceModels.$inferSelect;
type SlotRow = typeof slots.$inferSelect;

/** Returns an object without the keys whose value is null or undefined. */
const omitEmpty = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value != null)) as {
    [Key in keyof T]: NonNullable<T[Key]>;
  };

const sortKeys = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));

function arrangeSlot(slot: Slot | SlotRow): Slot {
  const { instance, name, names, supply, sensor, measurement, unit, lowAt, capacity, partNumber, shopUrls } =
    slot;
  const arranged = { instance, name, names: sortKeys(names), supply, sensor, measurement, unit };
  // Adding 0 makes -0 the 0 that JSON writes.
  const low = typeof lowAt === "number" ? lowAt + 0 : null;
  return omitEmpty({ ...arranged, lowAt: low, capacity, partNumber, shopUrls: sortKeys(shopUrls) }) as Slot;
}

function arrange(
  content: StoredContent | (Omit<ModelRow, "picture"> & { pictureHash: string | null }),
  slots: Slot[],
): StoredContent {
  const {
    vendorCode,
    name,
    names,
    drawing,
    pictureHash,
    countries,
    silentAfter,
    noLevel,
    noLevels,
    forecast,
  } = content;
  return omitEmpty({
    vendorCode,
    name,
    names: sortKeys(names),
    drawing,
    pictureHash,
    countries: [...countries].sort(),
    silentAfter,
    noLevel,
    noLevels: sortKeys(noLevels),
    // As without it.
    forecast: forecast === false ? false : undefined,
    slots,
  }) as StoredContent;
}

/** Arranges content for storage and comparison: no `was`, countries and texts in order. */
export const toStored = ({ picture: _, ...content }: ModelContent, pictureHash?: string): StoredContent =>
  arrange({ ...content, pictureHash }, content.slots.map(arrangeSlot));

/** Arranges a model for comparison with stored ones; its slots keep `was`. */
export function toWanted({ modelId, ...content }: Model): StoredModel {
  const stored = toStored(content, content.picture && readHash(content.picture));
  const slots = stored.slots.map((slot, index) => omitEmpty({ ...slot, was: content.slots[index]?.was }));
  return { modelId, ...stored, slots: slots as Slot[] };
}

/** Reads a model's rows; its slots come in their order. */
export const readRows = ({ picture, ...row }: ModelRow, slots: SlotRow[]): StoredModel => ({
  modelId: row.modelId,
  ...arrange({ ...row, pictureHash: picture }, slots.map(arrangeSlot)),
});

/**
 * Returns a stored model as files and machines give it; it parses again and means no change.
 * @param buildPicture the address or the data of a picture by its hash
 */
export function toModel(stored: StoredModel, buildPicture: (hash: string) => string): Model {
  const { modelId, vendorCode, name, names, drawing, pictureHash, ...rest } = stored;
  const picture = pictureHash && buildPicture(pictureHash);
  return omitEmpty({ modelId, vendorCode, name, names, drawing, picture, ...rest }) as Model;
}
