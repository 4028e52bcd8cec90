import { boolean, customers, devices, integer, nullable, statement, string, type Tx } from "@/lib/db";
import { searchLimits } from "./types";

/** Customers per page. */
export const pageSize = 20;

/** Customers scanned in order of id before the trigram index is used. */
const walk = 2500;

/**
 * With this many matches, scanning four times as many customers fills a page cheaper than sorting all by
 * name.
 */
export const promising = 6;

/** Customers sampled to estimate how common a piece of a word is. */
const sample = 500;

/** A customer found, with their sort key; empty if results are not sorted by name. */
export type Place = { id: string; sort: string };

const place = { id: customers.id, sort: string };

/**
 * Settings for one transaction: a timeout, and a fixed plan. The number of matches varies by a factor of a
 * million from word to word, so the planner's estimates cannot be trusted.
 */
export const searchSettings = `set local statement_timeout = 2000; set local plan_cache_mode = force_generic_plan;
  set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0; set local jit = off`;

/** A folded word; `pair` if it consists of exactly two Chinese, Japanese or Korean characters. */
export type Word = { word: string; pair: boolean; letters: number };

/** Folds the typed text like the table's, and splits it into words. */
export const readWords = statement(
  "search_words",
  { word: string, pair: boolean, letters: integer },
  `select word, btrim(search_pairs(word)) = word as pair,
     char_length(regexp_replace(word, '[^[:alnum:]]', '', 'g')) as letters
   from unnest($1::text[]) as typed, string_to_table(search_fold(typed), ' ') as word where word <> ''`,
);

/** Finds customers by the whole text. $1: as typed, in upper case and in lower case; $2: in lower case. */
export const findNamed = statement(
  "search_named",
  { id: customers.id },
  `select id from customers where external_id = any($1::text[])
   union select customer_id from external_ids where external_id = any($1::text[])
   union select id from customers where lower(email) = $2
   union select customer_id from device_models m cross join lateral (
     -- The limit keeps this a look-up in the index of serial numbers, model for model.
     select customer_id from devices d
     where d.model_id = m.model_id and d.serial_key = fold_serial($2) and d.removed_at is null limit 3
   ) d
   order by id limit 10`,
);

const walkById = "select customer_id, text from customer_search where customer_id > $1 order by customer_id";

// $3 to $7: the words, padded with empty strings. strpos is faster than LIKE.
const hasWords = [3, 4, 5, 6, 7].map((word) => `strpos(text, $${word}) > 0`).join(" and ");

const createWalk = (name: string, count: number) =>
  statement(
    name,
    place,
    `select customer_id as id, '' as sort from (${walkById} limit ${count}) as walked
     where ${hasWords} and customer_id <> all($2::uuid[])
     order by customer_id limit ${pageSize + 1}`,
  );

/**
 * Finds common words by scanning in order of id. Ids are random, so matches are spread evenly; in order of
 * name, people of the same name would be next to each other. $1: id to start after; $2: ids to leave out;
 * from $3 on: the words.
 */
export const walkCustomers = createWalk("search_walk", walk);
/** Continues that scan over more customers. */
export const walkOn = createWalk("search_walk_on", 4 * walk);

/**
 * Chooses the rarest of each word's pieces, estimated from a sample. $1: id before the sample; $2: the word's
 * number of each piece; $3: the pieces; $4 to $7: the trigrams of each piece, padded with empty strings.
 */
export const choosePieces = statement(
  "search_pieces",
  { piece: string },
  `with sample as materialized (${walkById} limit ${sample})
   select distinct on (word) piece
   from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     with ordinality as offered(word, piece, t1, t2, t3, t4, place)
   order by word, (select count(*) from sample where strpos(text, t1) > 0 and strpos(text, t2) > 0
     and strpos(text, t3) > 0 and strpos(text, t4) > 0), place desc`,
);

/** Statements that find rare words by trigrams and sort the matches, one for each number of words. */
const byTrigrams = Array.from({ length: searchLimits.words }, (_, index) => index + 1).map((words) =>
  statement(
    `search_trigrams_${words}`,
    place,
    `with matching as materialized (
       select customer_id, case when $9::boolean then sort else '' end as sort from customer_search
       where ${Array.from({ length: words }, (_, index) => `text like $${index + 10}`).join(" and ")}
         and ${hasWords}
     )
     select customer_id as id, sort from matching
     where (sort, customer_id) > ($8, $1::uuid) and customer_id <> all($2::uuid[])
     order by sort, customer_id limit ${pageSize + 1}`,
  ),
);

/**
 * Finds customers by trigrams. $1 to $7: as for `walkCustomers`; $8: sort key to start after; $9: whether to
 * sort by name.
 * @param patterns of the words that are long enough for trigrams
 */
export const findByTrigrams = async (tx: Tx, patterns: string[], ...values: unknown[]): Promise<Place[]> =>
  (await byTrigrams[patterns.length - 1]?.(tx, ...values, ...patterns)) ?? [];

/**
 * Reads the data of result rows. $1: ids in order; $2: the search's patterns, to show a serial number that
 * matches.
 */
export const describe = statement(
  "search_describe",
  {
    id: customers.id,
    name: customers.name,
    email: customers.email,
    externalId: customers.externalId,
    country: customers.country,
    serial: nullable(devices.serial),
    devices: integer,
  },
  `select c.id, c.name, c.email, c.external_id as "externalId", c.country, s.serial,
     (select count(*) from devices d where d.customer_id = c.id and d.removed_at is null)::int as devices
   from unnest($1::uuid[]) with ordinality as found(id, place) join customers c using (id)
   left join lateral (
     select d.serial from devices d
     where d.customer_id = c.id and d.removed_at is null and search_fold(d.serial) like any($2::text[])
     order by d.registered_at desc, d.id limit 1
   ) s on not search_fold(concat_ws(E'\\n', c.name, c.email, c.external_id)) like all($2::text[])
   order by place`,
);
