import { z } from "zod";
import { about, type Group } from "./about";

const escapes =
  "In a password write # as %23, / as %2F, ? as %3F, % as %25, and a space as %20 (encodeURIComponent does that)";
const sslModes = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

const canDecode = (text: string) => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

// Special characters of a password end up in other parts of the address, and often leave a valid one.
const databaseUrl = z
  .string()
  .refine((text) => !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^postgres(ql)?:/.test(text), {
    error: "must start with postgres://",
    abort: true,
  })
  .refine((text) => URL.canParse(text), {
    error: ({ input }) =>
      /^postgres(ql)?:/.test(String(input))
        ? `is not a URL of the form postgres://role:password@host:5432/database. ${escapes}`
        : "is not a URL",
    abort: true,
  })
  .refine((text) => {
    const { hash, pathname, username, password } = new URL(text);
    return !hash && /^(\/[^/@]*)?$/.test(pathname) && canDecode(username) && canDecode(password);
  }, `has a character that ends the password or the address too early. ${escapes}`)
  .refine(
    (text) => {
      const mode = new URL(text).searchParams.get("sslmode");
      return mode === null || sslModes.includes(mode);
    },
    `has an sslmode that does not exist. Use one of ${sslModes.join(", ")}`,
  );

export const database = {
  title: "Connect the database",
  intro: "Larder needs PostgreSQL 15 or newer. [Database](database.md) has the SQL for the roles.",
  settings: {
    DATABASE_URL: databaseUrl.register(about, {
      meaning:
        "The database, as the application role: it reads and writes rows and cannot change the schema. The portal and the worker use it.",
      example: "postgres://larder_app:secret@127.0.0.1:5432/larder",
      secret: true,
    }),
    DATABASE_POOLER: z
      .enum(["session", "transaction"], "must be session or transaction")
      .default("session")
      .register(about, {
        meaning:
          "`transaction` if `DATABASE_URL` names a [pooler](poolers.md) that hands connections on after each transaction. `session` is right without a pooler, too.",
        example: "transaction",
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
