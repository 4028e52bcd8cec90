import { Client } from "pg";
import { expect, it } from "vitest";
import { createTestDatabase, migrateTo } from "@/tests/database";

type Column = { type: string; required: boolean; filled: boolean };

/** Reads the columns of a database, by table and name. `filled` ones need no value. */
async function readColumns(url: string): Promise<Map<string, Column>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Column & { name: string }>(
    `select relname || '.' || attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required,
       atthasdef or attidentity <> '' or attgenerated <> '' as filled
     from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`,
  );
  await client.end();
  return new Map(rows.map(({ name, ...column }) => [name, column]));
}

const getTable = (name: string) => name.split(".")[0] as string;

/** Lists what keeps statements that were written for the columns `before` from running with the columns `now`. */
function findHindrances(before: Map<string, Column>, now: Map<string, Column>): string[] {
  const changed = [...before].flatMap(([name, { type, required }]) => {
    const found = now.get(name);
    if (!found) return `${name} is gone`;
    if (found.type !== type) return `${name} was ${type} and is ${found.type}`;
    return found.required && !required ? `${name} took null and takes none` : [];
  });
  const tables = new Set([...before.keys()].map(getTable));
  const added = [...now].filter(
    ([name, { required, filled }]) => !before.has(name) && tables.has(getTable(name)) && required && !filled,
  );
  return [...changed, ...added.map(([name]) => `${name} is new, required, and has no default`)];
}

it("finds columns that are gone, changed, or that earlier inserts do not fill", async () => {
  const database = await createTestDatabase();
  const before = await readColumns(database.ownerUrl);
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    `alter table staff_launches rename column card to page; alter table launches alter column card type varchar(20);
     alter table customers alter column name set not null; alter table customers add column tier int not null default 1;
     alter table api_keys add column purpose text not null`,
  );
  await client.end();
  const hindrances = findHindrances(before, await readColumns(database.ownerUrl));
  await database.drop();
  expect(hindrances.sort()).toEqual([
    "api_keys.purpose is new, required, and has no default",
    "customers.name took null and takes none",
    "launches.card was text and is character varying(20)",
    "staff_launches.card is gone",
    "staff_launches.page is new, required, and has no default",
  ]);
});

it("leaves to the oldest build that it says it serves all columns of that build", async () => {
  const [now, then] = [await createTestDatabase(), await createTestDatabase()];
  const owner = new Client({ connectionString: then.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query("select max(oldest_build) as oldest from schema_levels");
  await owner.query(
    "drop schema public cascade; create schema public; drop schema drizzle cascade; drop schema pgboss cascade",
  );
  await owner.end();
  await migrateTo(rows[0].oldest, then.ownerUrl);
  const [before, after] = [await readColumns(then.ownerUrl), await readColumns(now.ownerUrl)];
  await then.drop();
  await now.drop();
  expect(before.size).toBeGreaterThan(50);
  expect(findHindrances(before, after)).toEqual([]);
});
