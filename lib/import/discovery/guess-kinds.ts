import type { DraftModel, DraftSlot } from "./types";

/** Amazon's display categories that a drawing shows. */
const drawings = new Map<unknown, DraftModel["drawing"]>([
  ["AIR_PURIFIER", "air-purifier"],
  ["COFFEE_MAKER", "coffee-machine"],
  ["PRINTER", "printer"],
  ["VACUUM_CLEANER", "robot-vacuum"],
  ["WASHER", "washing-machine"],
]);

/** Guesses the drawing; null if the categories name none or several. */
export function guessDrawing(categories: readonly unknown[]): DraftModel["drawing"] | null {
  const [only, ...more] = new Set(categories.flatMap((each) => drawings.get(each) ?? []));
  return only && more.length === 0 ? only : null;
}

type Supply = DraftSlot["supply"];

/** Kinds of consumable by words that all must occur. */
const supplies: [Supply, string[]][] = [
  ["ink-cartridge", ["ink"]],
  ["coffee-pod", ["coffee", "pod"]],
  ["coffee-pod", ["coffee", "pods"]],
  ["dust-filter", ["dust", "filter"]],
  ["brush", ["brush"]],
  ["water-filter", ["water", "filter"]],
  ["detergent", ["detergent"]],
  ["pet-food", ["pet", "food"]],
  ["pet-food", ["cat", "food"]],
  ["pet-food", ["dog", "food"]],
  ["air-filter", ["air", "filter"]],
];

/** What a filter is in a device that has one kind of it. */
const filters = new Map<DraftModel["drawing"] | null, Supply>([
  ["air-purifier", "air-filter"],
  ["robot-vacuum", "dust-filter"],
]);

/**
 * Guesses the kind of consumable by the words of its names.
 * @param texts of one slot: its instance and names
 * @returns null if no kind or several fit
 */
export function guessSupply(texts: readonly string[], drawing: DraftModel["drawing"] | null): Supply | null {
  const words = new Set(texts.flatMap(listWords));
  const fitting = supplies.filter(([, needed]) => needed.every((word) => words.has(word)));
  const [only, ...more] = new Set(fitting.map(([supply]) => supply));
  if (only) return more.length === 0 ? only : null;
  return (words.has("filter") && filters.get(drawing)) || null;
}

/** Lists words in lower case: `InkSensor.Cyan` has three. */
const listWords = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];
