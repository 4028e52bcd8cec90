import { Client } from "pg";

/** Tables by name, each with a sum over all that stands in it. */
export type Sums = Record<string, string>;

export type Rows = { sums(): Promise<Sums>; close(): Promise<void> };

// When somebody was last seen is noted at any request; what becomes of a queued mail is the worker's business; what
// staff search in is a copy of the other tables, kept by triggers.
const listSources = (tables: string[]) => [
  ...tables.map((table) => [table, `select (to_jsonb(t) - 'seen_at')::text as row from "${table}" t`]),
  [
    "mails",
    `select to_jsonb(j)::text as row from (
       select id, name, data from pgboss.job union select id, name, data from pgboss.archive
     ) j`,
  ],
];

/** Looks at every row that there is, as the database's owner. */
export async function openRows(): Promise<Rows> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE_OWNER_URL });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_name <> 'customer_search' order by 1`,
  );
  const text = listSources(rows.map(({ name }) => name))
    .map(
      ([name, rows]) =>
        `select '${name}' as name, md5(coalesce(string_agg(row, ' ' order by row), '')) as sum from (${rows}) s`,
    )
    .join(" union all ");
  return {
    sums: async () => {
      const { rows } = await client.query<{ name: string; sum: string }>(text);
      return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
    },
    close: () => client.end(),
  };
}

/** The tables in which something is different, in the order of the alphabet. */
export const listChangedTables = (before: Sums, after: Sums): string[] =>
  Object.keys(before)
    .filter((name) => before[name] !== after[name])
    .sort();
