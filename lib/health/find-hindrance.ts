import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import { boolean, buildLevel, integer, parsed, pool, schema, statement, string, type Tx } from "@/lib/db";
import { type Hindrance, type Requirement, sayHindrance } from "./hindrance";

/** The oldest major version of PostgreSQL that Larder supports. */
const oldestVersion = 15;

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
    version: integer,
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
     exists (select from pg_roles where rolname = 'larder_purge') as purger,
     current_setting('server_version_num')::int as version`,
);

type Found = { level: number | null; oldest: number | null };
type State = Awaited<ReturnType<typeof inspect>>[number];

/**
 * Lists what this build needs of the database, each with what is missing. Without the right tables, what the role may
 * do with them is left out.
 * @throws Error when the database does not answer
 */
export async function listRequirements(tx: Tx = pool()): Promise<Requirement[]> {
  // First, since the next one may fail, and end a transaction with that.
  const [state] = await inspect(tx, [...tables, "pgboss.job"], ["select", "insert", "update", "delete"]);
  if (!state) throw new Error("The database gives no answer about itself.");
  const found = await findLevel(tx).catch((error: unknown) => {
    // The table or its schema does not exist, or the role may not read it.
    if (["42P01", "3F000", "42501"].includes(String((error as { code?: string }).code))) return [];
    throw error;
  });
  const hindrance = judgeLevel(found[0] ?? { level: null, oldest: null });
  return [
    { met: `PostgreSQL ${Math.floor(state.version / 10_000)}.`, hindrance: judgeVersion(state.version) },
    { met: `It is at level ${found[0]?.level}, which serves this build.`, hindrance },
    ...(hindrance ? [] : [judgeRights(state)]),
    ...judgeRest(state),
  ];
}

/** Judges PostgreSQL's version. @param version as the setting server_version_num, such as 150004 */
export function judgeVersion(version: number): Hindrance | null {
  if (version >= oldestVersion * 10_000) return null;
  return {
    what: `The database is PostgreSQL ${Math.floor(version / 10_000)}, and Larder needs ${oldestVersion} or newer.`,
    fix: "Upgrade PostgreSQL.",
  };
}

function judgeLevel({ level, oldest }: Found): Hindrance | null {
  const fix = "Run the migration of this build: npm run db:migrate";
  if (level === null)
    return { what: "The database has not been migrated, or this role may not read schema_levels.", fix };
  if (level < buildLevel)
    return { what: `The database is at level ${level}, and this build needs ${buildLevel}.`, fix };
  if (level > buildLevel && (oldest ?? 0) > buildLevel)
    return {
      what: `The database is at level ${level}, which serves builds from level ${oldest} on; this build is at ${buildLevel}.`,
      fix: "Start a newer build.",
    };
  return null;
}

const judgeRights = ({ role, denied }: State): Requirement => ({
  met: `The role ${role} may read and write every table.`,
  hindrance:
    denied.length === 0
      ? null
      : {
          what: `The role ${role} may not read and write ${denied.join(", ")}.`,
          fix: 'Grant it as docs/database.md says under "Roles".',
        },
});

const judgeRest = ({ readOnly, trigrams, purger }: State): Requirement[] => [
  {
    met: "It can be written.",
    hindrance: readOnly
      ? {
          what: "The database is read-only, so nothing can be recorded.",
          fix: "If it is a standby, have DATABASE_URL name the primary.",
        }
      : null,
  },
  {
    met: "The extension pg_trgm is there.",
    hindrance: trigrams
      ? null
      : { what: "The extension pg_trgm is missing.", fix: "Run as a superuser: create extension pg_trgm" },
  },
  {
    met: "The role larder_purge is there.",
    hindrance: purger
      ? null
      : {
          what: "The role larder_purge is missing, which alone may remove audit events.",
          fix: 'Create it as docs/database.md says under "Roles".',
        },
  },
];

/**
 * Finds what keeps this build from working with the database, such as a missing migration, and says what to do.
 * @returns null if nothing does
 * @throws Error when the database does not answer
 */
export async function findHindrance(tx: Tx = pool()): Promise<string | null> {
  const first = (await listRequirements(tx)).find(({ hindrance }) => hindrance)?.hindrance;
  return first ? sayHindrance(first) : null;
}
