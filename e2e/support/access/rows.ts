import { Client } from "pg";

/** A checksum of each table's rows, by table name. */
export type Sums = Record<string, string>;

export type Rows = { sums(): Promise<Sums>; close(): Promise<void> };

/** How far the worker is with an import. */
const progress = ["state", "moved_at", "finished_at", "counts", "fault", "reading", "line"];

// Leaves out what changes by itself: `seen_at` (every request), the state of queued mail and imports (the worker) and
// what triggers derive from other tables.
const listSources = (tables: string[]) => [
  ...tables.map((table) => {
    const left = table === "imports" ? progress : ["seen_at"];
    return [table, `select (to_jsonb(t) - '{${left}}'::text[])::text as row from "${table}" t`];
  }),
  [
    "mails",
    `select to_jsonb(j)::text as row from (
       select id, name, data from pgboss.job union select id, name, data from pgboss.archive
     ) j`,
  ],
];

/** Connects as the database's owner, to compute checksums of all tables. */
export async function openRows(): Promise<Rows> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE_OWNER_URL });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_name not in ('customer_search', 'changes') order by 1`,
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

/** Lists the changed tables in alphabetical order. */
export const listChangedTables = (before: Sums, after: Sums): string[] =>
  Object.keys(before)
    .filter((name) => before[name] !== after[name])
    .sort();
