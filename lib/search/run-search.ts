import pLimit from "p-limit";
import { pool, type Tx, toLikePattern, transaction } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { searchCursor } from "./cursor";
import { findPlaces, isStrong, type Places } from "./find-places";
import { describe, findNamed, pageSize, readWords, searchSettings, type Word } from "./statements";
import { type SearchQuery, type SearchResult, searchLimits } from "./types";

/** Limits concurrent searches to four of the process's ten connections, leaving the rest to customers. */
const runLimited = pLimit(4);

/** Runs a search without checking or recording the viewer; `searchCustomers` does both. */
export async function runSearch({ search, after }: SearchQuery, tx: Tx = pool()): Promise<SearchResult> {
  if (search.length > searchLimits.characters) return refuse("search-long");
  const typed = search.replace(/\p{Cc}/gu, " ").trim();
  try {
    return await runLimited(() => transaction((within) => find(typed, after, within), tx));
  } catch (error) {
    // PostgreSQL's query_canceled: the statement timed out.
    if ((error as { code?: string }).code === "57014") return refuse("search-broad");
    throw error;
  }
}

async function find(search: string, after: SearchQuery["after"], tx: Tx): Promise<SearchResult> {
  // Tries Chinese, Japanese and Korean words joined first, as names are (佐藤 花 is 佐藤花), then separately.
  const parts = search.split(/\s+/u);
  const together = await readWords(tx, [search]);
  const apart = parts.length > together.length ? await readWords(tx, parts) : [];
  if (together.length > searchLimits.words) return refuse("search-long");
  const readings = [together, apart].filter(
    (words) => words.some(isStrong) && words.length <= searchLimits.words,
  );
  if (readings.length === 0) return refuse("search-short");
  await tx.$client.query(searchSettings);

  const typed = search.normalize("NFKC");
  const lower = typed.toLowerCase();
  const named = (await findNamed(tx, [typed, typed.toUpperCase(), lower], lower)).map(({ id }) => id);
  const cursor = searchCursor.read(after ?? null);
  let words: Word[] = [];
  let page: Places = { places: [], isByName: true };
  for (words of readings) {
    page = await findPlaces(tx, words, named, cursor);
    if (page.places.length > 0) break;
  }

  const first = cursor ? [] : named;
  const shown = page.places.slice(0, pageSize - first.length);
  const ids = [...first, ...shown.map(({ id }) => id)];
  const customers = await describe(tx, ids, words.map(toPattern));
  const last = page.places.length > shown.length && shown.at(-1);
  return succeed({
    customers,
    next: last ? searchCursor.write([last.id, page.isByName ? last.sort : null]) : null,
  });
}

const toPattern = ({ word }: Word) => toLikePattern(word);
