import pLimit from "p-limit";
import type { PoolClient } from "pg";
import { toLikePattern, transaction } from "@/lib/db";
import { searchCursor } from "./cursor";
import { findPlaces, isStrong, type Places } from "./find-places";
import { describe, findNamed, pageSize, readWords, searchSettings, type Word } from "./statements";
import { type CustomerSearch, type SearchQuery, searchLimits } from "./types";

/** Searches that run at once in one process, of its ten connections: the others are there for customers. */
const inTurn = pLimit(4);

/** The search itself, for nobody in particular: `searchCustomers` says who may, and records it. */
export async function runSearch({ search, after }: SearchQuery): Promise<CustomerSearch> {
  if (search.length > searchLimits.characters) return { kind: "long" };
  try {
    return await inTurn(() =>
      transaction((_tx, client) => find(client, search.replace(/\p{Cc}/gu, " ").trim(), after)),
    );
  } catch (error) {
    // PostgreSQL's code for a statement that took too long.
    if ((error as { code?: string }).code === "57014") return { kind: "broad" };
    throw error;
  }
}

async function find(
  client: PoolClient,
  search: string,
  after: SearchQuery["after"],
): Promise<CustomerSearch> {
  // Chinese, Japanese and Korean words become one, as names do: 佐藤 花 is 佐藤花. Failing that, they may be apart.
  const parts = search.split(/\s+/u);
  const together = await readWords(client, [search]);
  const apart = parts.length > together.length ? await readWords(client, parts) : [];
  if (together.length > searchLimits.words) return { kind: "long" };
  const readings = [together, apart].filter(
    (words) => words.some(isStrong) && words.length <= searchLimits.words,
  );
  if (readings.length === 0) return { kind: "short" };
  await client.query(searchSettings);

  const typed = search.normalize("NFKC");
  const lower = typed.toLowerCase();
  const named = (await findNamed(client, [typed, typed.toUpperCase(), lower], lower)).map(({ id }) => id);
  const cursor = searchCursor.read(after ?? null);
  let words: Word[] = [];
  let page: Places = { places: [], isByName: true };
  for (words of readings) {
    page = await findPlaces(client, words, named, cursor);
    if (page.places.length > 0) break;
  }

  const first = cursor ? [] : named;
  const shown = page.places.slice(0, pageSize - first.length);
  const ids = [...first, ...shown.map(({ id }) => id)];
  const customers = await describe(client, ids, words.map(toPattern));
  const last = page.places.length > shown.length && shown.at(-1);
  return {
    kind: "found",
    customers,
    next: last ? searchCursor.write([last.id, page.isByName ? last.sort : null]) : null,
  };
}

const toPattern = ({ word }: Word) => toLikePattern(word);
