import { about, type Group } from "./about";
import { url } from "./checks";

const databaseUrl = url.refine((text) => /^postgres(ql)?:/.test(text), "must start with postgres://");

export const database = {
  title: "Connect the database",
  intro:
    "Larder needs PostgreSQL 15 or newer. [Operations](operations.md#database-roles) has the SQL for the roles.",
  settings: {
    DATABASE_URL: databaseUrl.register(about, {
      meaning:
        "The database, as the application role: it reads and writes rows and cannot change the schema. The portal and the worker use it.",
      example: "postgres://larder_app:secret@127.0.0.1:5432/larder",
      secret: true,
    }),
    DATABASE_OWNER_URL: databaseUrl.optional().register(about, {
      meaning: "The database, as the role that owns the schema. Only the migration uses it.",
      example: "postgres://larder_owner:secret@127.0.0.1:5432/larder",
      secret: true,
    }),
    DATABASE_PURGE_URL: databaseUrl.optional().register(about, {
      meaning:
        "The database, as the role `larder_purge`, which may remove old audit events. Only the audit purge uses it.",
      example: "postgres://larder_purge:secret@127.0.0.1:5432/larder",
      secret: true,
    }),
  },
} satisfies Group;
