import { boolean, customers, devices, integer, nullable, statement, string, type Tx } from "@/lib/db";
import { searchLimits } from "./types";

/** Customers on a page. */
export const pageSize = 20;

/** How many customers are looked at, as they come, before the index of trigrams is asked. */
const walk = 2500;

/** So many found among them promise a page from four times as many, at less cost than sorting all by name. */
export const promising = 6;

/** How many of them tell how common a piece of a word is. */
const sample = 500;

/** A customer found, and their sort key; customers that come in no particular order have nothing but their id. */
export type Place = { id: string; sort: string };

const place = { id: customers.id, sort: string };

/**
 * For one transaction: an end to what takes too long, and the same plan each time. What a word brings up differs by a
 * factor of a million; the planner must not take one for another.
 */
export const searchSettings = `set local statement_timeout = 2000; set local plan_cache_mode = force_generic_plan;
  set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0; set local jit = off`;

/** A folded word; `pair`: two characters of Chinese, Japanese or Korean, and nothing else. */
export type Word = { word: string; pair: boolean; letters: number };

/** What was typed, folded as the table is, word for word. */
export const readWords = statement(
  "search_words",
  { word: string, pair: boolean, letters: integer },
  `select word, btrim(search_pairs(word)) = word as pair,
     char_length(regexp_replace(word, '[^[:alnum:]]', '', 'g')) as letters
   from unnest($1::text[]) as typed, string_to_table(search_fold(typed), ' ') as word where word <> ''`,
);

/** Whom the whole of it names. $1: as typed, in capitals, in small letters; $2: in small letters. */
export const findNamed = statement(
  "search_named",
  { id: customers.id },
  `select id from customers where external_id = any($1::text[])
   union select id from customers where lower(email) = $2
   union select customer_id from device_models m cross join lateral (
     -- The limit keeps this a look-up in the index of serial numbers, model for model.
     select customer_id from devices d
     where d.model_id = m.model_id and d.serial = any($1::text[]) and d.removed_at is null limit 3
   ) d
   order by id limit 10`,
);

const asTheyCome =
  "select customer_id, text from customer_search where customer_id > $1 order by customer_id";

// $3 to $7: the words, an empty one for each that is missing. Faster than LIKE.
const hasWords = [3, 4, 5, 6, 7].map((word) => `strpos(text, $${word}) > 0`).join(" and ");

const createWalk = (name: string, count: number) =>
  statement(
    name,
    place,
    `select customer_id as id, '' as sort from (${asTheyCome} limit ${count}) as walked
     where ${hasWords} and customer_id <> all($2::uuid[])
     order by customer_id limit ${pageSize + 1}`,
  );

/**
 * Common words: the next few will do. Ids are random, so that what one in a hundred customers has is among the first
 * thousands, whoever they are; by name, all who are called alike would stand in one place.
 * $1: after whom; $2: who stands elsewhere already; $3 …: the words.
 */
export const walkCustomers = createWalk("search_walk", walk);
/** The same, further. */
export const walkOn = createWalk("search_walk_on", 4 * walk);

/**
 * Of the pieces offered for each word the one that fewest have, as far as the index can tell. $1: before whom the sample
 * begins; $2: words; $3: their pieces; $4 to $7: trigrams of each piece, an empty one for each that is missing.
 */
export const choosePieces = statement(
  "search_pieces",
  { piece: string },
  `with sample as materialized (${asTheyCome} limit ${sample})
   select distinct on (word) piece
   from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     with ordinality as offered(word, piece, t1, t2, t3, t4, place)
   order by word, (select count(*) from sample where strpos(text, t1) > 0 and strpos(text, t2) > 0
     and strpos(text, t3) > 0 and strpos(text, t4) > 0), place desc`,
);

/** Rare words: everybody by the trigrams of each, then sorted. One statement for each number of words. */
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
 * $1 to $7 as above; $8: after which name; $9: whether by name.
 * @param patterns of the words that are long enough for trigrams
 */
export const findByTrigrams = async (tx: Tx, patterns: string[], ...values: unknown[]): Promise<Place[]> =>
  (await byTrigrams[patterns.length - 1]?.(tx, ...values, ...patterns)) ?? [];

/** What a row shows. $1: whom, in order; $2: what was sought: where only a serial number has it, which one. */
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
