import { type Tx, toLikePattern } from "@/lib/db";
import type { SearchCursor } from "./cursor";
import {
  choosePieces,
  findByTrigrams,
  type Place,
  pageSize,
  promising,
  type Word,
  walkCustomers,
  walkOn,
} from "./statements";
import { searchLimits } from "./types";

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** The customers found, and whether they are sorted by name. */
export type Places = { places: Place[]; isByName: boolean };

/**
 * Finds customers with all the words, from the cursor on; more than a page if there are more. Few matches are
 * sorted by name, many by id; later pages keep the first page's order.
 * @param named ids to leave out, because they are listed first
 */
export async function findPlaces(
  tx: Tx,
  words: Word[],
  named: string[],
  cursor: SearchCursor | null,
): Promise<Places> {
  const [id, sort] = cursor ?? [beforeAll, null];
  const rest = [named, ...Array.from({ length: searchLimits.words }, (_, index) => words[index]?.word ?? "")];
  if (sort === null) {
    const places = await walkCustomers(tx, id, ...rest);
    const seen = places.at(-1);
    if (seen && places.length >= promising && places.length <= pageSize)
      places.push(...(await walkOn(tx, seen.id, ...rest)));
    if (places.length > pageSize) return { places, isByName: false };
  }
  const isByName = !cursor || sort !== null;
  const patterns = await choosePatterns(tx, words.filter(isStrong));
  return { places: await findByTrigrams(tx, patterns, id, ...rest, sort ?? "", isByName), isByName };
}

/** Whether the index can find a word. */
export const isStrong = ({ pair, letters }: Word) => pair || letters >= 3;

/**
 * Chooses the patterns to look up in the index. A look-up costs the number of trigrams times the matches of
 * the rarest one, so for a long word its rarest piece is cheaper and finds nearly the same.
 */
async function choosePatterns(tx: Tx, words: Word[]): Promise<string[]> {
  const offered = words.map(({ word, pair }) => (pair ? [` ${word} `] : cutPieces(word)));
  const pieces = offered.flat();
  if (pieces.length === words.length) return pieces.map(toLikePattern);
  const owners = offered.flatMap((some, index) => some.map(() => index));
  const trigrams = [0, 1, 2, 3].map((at) => pieces.map((piece) => readTrigram(piece, at)));
  return (await choosePieces(tx, beforeAll, owners, pieces, ...trigrams)).map(({ piece }) =>
    toLikePattern(piece),
  );
}

/** Cuts a word of nine or more characters into up to eight pieces of six, spread evenly. */
function cutPieces(word: string): string[] {
  const characters = [...word];
  const last = characters.length - 6;
  if (last < 3) return [word];
  const starts = Array.from({ length: 8 }, (_, index) => Math.round((index * last) / 7));
  const pieces = [...new Set(starts)].map((start) => characters.slice(start, start + 6).join(""));
  const usable = pieces.filter((piece) => [0, 1, 2, 3].some((at) => readTrigram(piece, at)));
  return usable.length > 0 ? usable : [word];
}

/** Reads the trigram (three letters or digits) at a position; empty if there is another character. */
const readTrigram = (piece: string, at: number) =>
  /^[\p{L}\p{N}]{3}$/u.exec([...piece].slice(at, at + 3).join(""))?.[0] ?? "";
