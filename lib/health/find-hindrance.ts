import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import { boolean, buildLevel, parsed, pool, schema, statement, string, type Tx } from "@/lib/db";

const tables = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableName(table as PgTable));

const findLevel = statement(
  "schema_level",
  { level: parsed(z.number().nullable()), oldest: parsed(z.number().nullable()) },
  `select max(level) as level, max(oldest_build) as oldest from schema_levels`,
);

const inspect = statement(
  "database_state",
  {
    role: string,
    denied: parsed(z.array(z.string())),
    readOnly: boolean,
    trigrams: boolean,
    purger: boolean,
  },
  `select current_user::text as role,
     array(select name from unnest($1::text[]) as name, unnest($2::text[]) as privilege
           where privilege = 'select'
              or name not in ('schema_levels', 'audit_events', 'audit_notes')
              or name <> 'schema_levels' and privilege = 'insert'
           group by name
           having not coalesce(bool_and(has_table_privilege(to_regclass(name), privilege)), false)) as denied,
     current_setting('transaction_read_only') = 'on' as "readOnly",
     exists (select from pg_extension where extname = 'pg_trgm') as trigrams,
     exists (select from pg_roles where rolname = 'larder_purge') as purger`,
);

/**
 * Finds what keeps this build from working with the database, such as a missing migration, and says what to do.
 * @returns null if nothing does
 * @throws Error when the database does not answer
 */
export async function findHindrance(tx: Tx = pool()): Promise<string | null> {
  const migrate = "Run the migration of this build: npm run db:migrate";
  const found = await findLevel(tx).catch((error: unknown) => {
    // The table or its schema does not exist, or the role may not read it.
    if (["42P01", "3F000", "42501"].includes(String((error as { code?: string }).code))) return [];
    throw error;
  });
  const { level = null, oldest = null } = found[0] ?? {};
  if (level === null)
    return `The database has not been migrated, or this role may not read schema_levels. ${migrate}`;
  if (level < buildLevel)
    return `The database is at level ${level}, and this build needs ${buildLevel}. ${migrate}`;
  if (level > buildLevel && (oldest ?? 0) > buildLevel)
    return `The database is at level ${level}, which serves builds from level ${oldest} on; this build is at ${buildLevel}. Start a newer build.`;

  const [state] = await inspect(tx, [...tables, "pgboss.job"], ["select", "insert", "update", "delete"]);
  if (!state) return "The database gives no answer about itself.";
  if (state.denied.length > 0)
    return `The role ${state.role} may not read and write ${state.denied.join(", ")}. Grant it as docs/operations.md says under "Database roles".`;
  if (state.readOnly) return "The database is read-only, so nothing can be recorded. Is it a standby?";
  if (!state.trigrams)
    return "The extension pg_trgm is missing. Run as a superuser: create extension pg_trgm";
  if (!state.purger)
    return `The role larder_purge is missing, which alone may remove audit events. Create it as docs/operations.md says under "Database roles".`;
  return null;
}
