import { boolean, statement, string, type Tx } from "@/lib/db";
import type { Requirement } from "./hindrance";

const inspect = statement(
  "database_roles",
  {
    role: string,
    isSuperuser: boolean,
    isOwner: boolean,
    creates: boolean,
    changesAudit: boolean,
    guarded: boolean,
    purges: boolean,
  },
  `select current_user::text as role,
     (select rolsuper or rolcreaterole or rolbypassrls from pg_roles where rolname = current_user) as "isSuperuser",
     exists (select from pg_class where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
       and relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'member')) as "isOwner",
     has_schema_privilege('public', 'create') as creates,
     has_table_privilege('audit_events', 'update, delete, truncate') as "changesAudit",
     exists (select from pg_trigger where tgrelid = 'audit_events'::regclass and tgname = 'audit_events_keep'
       and tgenabled = 'A') as guarded,
     coalesce((select bool_and(has_table_privilege(oid, 'audit_events', privilege))
       from pg_roles, unnest(array['select', 'insert', 'delete']) as privilege
       where rolname = 'larder_purge'), true) as purges`,
);

/**
 * Lists what must be true of the roles in a migrated database, for the audit to be beyond everybody's reach. That the
 * portal works says nothing about it.
 */
export async function listRoleRequirements(tx: Tx): Promise<Requirement[]> {
  const [state] = await inspect(tx);
  if (!state) throw new Error("The database gives no answer about its roles.");
  const { role, isSuperuser, isOwner, creates, changesAudit, guarded, purges } = state;
  const fix = 'Set the roles up as docs/database.md says under "Roles".';
  const power = [
    ...(isSuperuser ? ["is a superuser, or may become one"] : []),
    ...(isOwner && !isSuperuser ? ["owns the tables"] : []),
    ...(creates && !isOwner && !isSuperuser ? ["may create tables"] : []),
  ].join(" and ");
  return [
    {
      met: `The role ${role} cannot change the schema.`,
      hindrance: power
        ? {
            what: `The role ${role} ${power}.`,
            fix: `Have DATABASE_URL name a role that only uses them. ${fix}`,
          }
        : null,
    },
    {
      met: "The audit refuses changes.",
      hindrance:
        guarded && (isSuperuser || isOwner || !changesAudit)
          ? null
          : {
              what: guarded
                ? `The role ${role} may change or delete audit events.`
                : "The trigger audit_events_keep, which refuses changes of the audit, is missing or off.",
              fix: guarded
                ? `Run as the owner: revoke update, delete, truncate on audit_events from ${role}`
                : "Run as the owner: alter table audit_events enable always trigger audit_events_keep",
            },
    },
    {
      met: "The role larder_purge may purge the audit.",
      hindrance: purges
        ? null
        : {
            what: "The role larder_purge may not purge the audit.",
            fix: "Run as the owner: grant select, insert, delete on audit_events to larder_purge",
          },
    },
  ];
}
