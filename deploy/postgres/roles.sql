-- The three roles and what they may do. Run it in Larder's database before the first migration, as a superuser or, where
-- there is none, as a role with CREATEROLE and CREATEDB that owns the database:
--   createdb larder
--   psql -d larder -v ON_ERROR_STOP=1 -f roles.sql
-- Then give each role a password, with \password in psql. Running it again changes nothing.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['larder_owner', 'larder_app', 'larder_purge'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login', wanted);
    end if;
  end loop;
  -- Only a member of larder_owner, or a superuser, may hand things over to it.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant larder_owner to %I', current_user);
  end if;
  execute format('alter database %I owner to larder_owner', current_database());
end $$;

-- Larder sets the same limit on its connections, except on those that a pooler shares.
alter role larder_app set statement_timeout = '7s';

grant usage on schema public to larder_app, larder_purge;
alter default privileges for role larder_owner in schema public
  grant select, insert, update, delete on tables to larder_app;
alter default privileges for role larder_owner in schema public
  grant usage, select on sequences to larder_app;

-- The queues' schema.
create schema if not exists pgboss authorization larder_owner;
grant usage on schema pgboss to larder_app;
alter default privileges for role larder_owner in schema pgboss
  grant select, insert, update, delete on tables to larder_app;
