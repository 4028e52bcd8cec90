import { isDeepStrictEqual } from "node:util";
import { findEarlier } from "./match-slots";
import type { Change, ModelDifference, StoredModel } from "./types";

/**
 * Compares two catalogues. Slots are the same by `instance`, or by the instance that a wanted one `was`.
 * @returns the models that differ, by model id
 */
export function compareCatalogue(current: StoredModel[], wanted: StoredModel[]): ModelDifference[] {
  const [before, after] = [current, wanted].map(
    (models) => new Map(models.map((model) => [model.modelId, model])),
  ) as [Map<string, StoredModel>, Map<string, StoredModel>];
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((modelId): ModelDifference[] => {
    const [one, other] = [before.get(modelId), after.get(modelId)];
    if (!one) return other ? [{ kind: "added", modelId, after: other }] : [];
    if (!other) return [{ kind: "removed", modelId, before: one }];
    const changes = compareModels(one, other);
    return changes.length > 0 ? [{ kind: "changed", modelId, before: one, after: other, changes }] : [];
  });
}

function compareModels({ slots: before, ...one }: StoredModel, { slots: after, ...other }: StoredModel) {
  const pairs = after.map((slot) => ({ slot, earlier: findEarlier(slot, before) }));
  const kept = pairs.flatMap(({ slot, earlier }) => (earlier ? [{ slot, earlier }] : []));
  const gone = before.filter((slot) => !kept.some(({ earlier }) => earlier === slot));
  const order = before.filter((slot) => !gone.includes(slot)).map(({ instance }) => instance);
  const wanted = kept.map(({ earlier }) => earlier.instance);
  return [
    ...compareFields(one, other, []),
    ...pairs.flatMap(({ slot: { was: _, ...slot }, earlier }): Change[] => {
      const path = ["slots", slot.instance];
      return earlier ? compareFields(earlier, slot, path) : [{ path, before: undefined, after: slot }];
    }),
    ...gone.map((slot): Change => ({ path: ["slots", slot.instance], before: slot, after: undefined })),
    ...(isDeepStrictEqual(order, wanted) ? [] : [{ path: ["slots"], before: order, after: wanted }]),
  ];
}

/** Texts and addresses by language or country, whose entries are compared one by one. */
const records = ["names", "noLevels", "shopUrls"];

function compareFields(before: object, after: object, path: string[]): Change[] {
  const [one, other] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key): Change[] => {
    if (isDeepStrictEqual(one[key], other[key])) return [];
    if (records.includes(key)) return compareFields(one[key] as object, other[key] as object, [...path, key]);
    return [{ path: [...path, key], before: one[key], after: other[key] }];
  });
}
