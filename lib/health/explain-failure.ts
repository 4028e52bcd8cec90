import { findCertificateFix, isSqlState } from "@/lib/observability";
import type { Hindrance } from "./hindrance";

type Failure = Error & { errors?: Error[]; code?: string; syscall?: string };

const unreachable = "Check the host, the port and every firewall between.";
const slow = "Look at the load of the server, and for locks that something else holds, such as a backup.";

/** What to do, by PostgreSQL's or Node's code. `address` is DATABASE_URL or one of its siblings. */
const fixes: Record<string, string> = {
  "28P01": "Correct the role or the password in the address; \\password in psql gives a role a new password.",
  "28000":
    "Allow the role to connect in pg_hba.conf, or create it with deploy/postgres/roles.sql. If pg_hba.conf asks for encryption, add ?sslmode=verify-full to the address.",
  "3D000": "Create the database with createdb, or correct its name at the end of the address.",
  "42501": 'Grant it as docs/database.md says under "Roles".',
  "53300": "Raise max_connections, or put a pooler in front, as docs/poolers.md says.",
  "55P03": slow,
  "57014": slow,
  "57P03": "Wait until PostgreSQL has started. If it does not, read its log.",
  ENOTFOUND: "Correct the host in the address, or make it known to DNS.",
  EAI_AGAIN: "Correct the host in the address, or make it known to DNS.",
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ECONNREFUSED: "Start PostgreSQL there, or correct the host and the port in the address.",
};

/** Explains why the database did not answer, or refused, and what to do about it. */
export function explainFailure(error: unknown): Hindrance {
  const { cause, message, errors = [], code = "", syscall } = error as Failure;
  // The pool ends an attempt that takes too long; its cause is only that end.
  if (cause && !message.endsWith("due to connection timeout")) return explainFailure(cause);
  // A failure at several addresses has an empty message of its own.
  const reason = message || errors.map((one) => one.message).join("; ");
  const isRefusal = isSqlState(code);
  return {
    what: `The database ${isRefusal ? "refuses" : "does not answer"}: ${reason}${isRefusal ? ` (${code})` : ""}.`,
    fix: findFix(reason, code, syscall),
  };
}

function findFix(reason: string, code: string, syscall?: string): string {
  if (syscall === "open")
    return "Correct sslrootcert, sslcert or sslkey in the address, or put the file there, readable for this process.";
  if (/does not support SSL/.test(reason))
    return "Turn on ssl in postgresql.conf, or write sslmode=disable in the address if the network is yours alone.";
  // The driver's own words for a query that takes too long, and for a connection.
  if (/^Query read timeout/.test(reason)) return slow;
  if (!code && /timeout/.test(reason)) return unreachable;
  return findCertificateFix(reason) ?? fixes[code] ?? "Check the address, and read PostgreSQL's log.";
}
