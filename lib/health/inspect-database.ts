import type { Client } from "pg";
import { createClient, createHandle, findPooling, type Pooling, statementLimit } from "@/lib/db";
import { explainFailure } from "./explain-failure";
import { findHindrance } from "./find-hindrance";
import { type Hindrance, sayHindrance } from "./hindrance";

/** What keeps this build from serving with a database, and what is unwise about the way to it. */
export type Inspection = { hindrance: string | null; warnings: string[] };

/**
 * Checks a database before anything uses it, on connections of its own: the pool is Next's, which brings its own copy
 * of the driver. Never throws, and waits at most some seconds.
 * @param pooler what DATABASE_POOLER says
 */
export async function inspectDatabase(
  connectionString: string,
  pooler: "session" | "transaction",
): Promise<Inspection> {
  let client: Client | undefined;
  const open = () => openConnection(connectionString, 4000);
  try {
    const pooling = judgePooling(await findPooling(open), pooler);
    client = await open();
    const hindrance = pooling ? sayHindrance(pooling) : await findHindrance(createHandle(client));
    if (hindrance) return { hindrance, warnings: [] };
    const found = [findTlsWarning(client, connectionString), await findLimitWarning(client, pooler)];
    return { hindrance, warnings: found.filter((one) => one !== null).map(sayHindrance) };
  } catch (error) {
    return { hindrance: sayHindrance(explainFailure(error)), warnings: [] };
  } finally {
    await client?.end().catch(() => {});
  }
}

/**
 * Opens a connection of its own.
 * @param milliseconds to wait for it, and for each query
 * @throws Error when the database does not answer, or the address is wrong
 */
export async function openConnection(connectionString: string, milliseconds: number): Promise<Client> {
  const client = createClient({
    connectionString,
    connectionTimeoutMillis: milliseconds,
    query_timeout: milliseconds,
  });
  // A connection that breaks makes the next query fail, which says so.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Judges how connections reach the server. @param setting DATABASE_POOLER */
export function judgePooling(found: Pooling, setting: "session" | "transaction"): Hindrance | null {
  if (found === "statement")
    return {
      what: "The pooler in front of the database is in statement mode, which allows no transactions.",
      fix: "Set its mode to session, or to transaction with DATABASE_POOLER=transaction.",
    };
  if (found === "transaction" && setting !== "transaction")
    return {
      what: "The pooler in front of the database is in transaction mode.",
      fix: "Set DATABASE_POOLER=transaction.",
    };
  return null;
}

/** Warns of shared connections without a limit: they have that of their role, since none of them can set its own. */
export async function findLimitWarning(
  client: Client,
  pooler: "session" | "transaction",
): Promise<Hindrance | null> {
  if (pooler !== "transaction") return null;
  const { rows } = await client.query<{ limit: number; role: string }>(
    "select setting::int as limit, current_user as role from pg_settings where name = 'statement_timeout'",
  );
  const [{ limit, role } = { limit: 0, role: "" }] = rows;
  if (limit > 0 && limit <= statementLimit) return null;
  return {
    what: "Nothing stops a statement that runs too long.",
    fix: `Run as a superuser: alter role ${role} set statement_timeout = '${statementLimit / 1000}s'`,
  };
}

/** Warns of an address that sends passwords and customers' data over a network unencrypted. */
export function findTlsWarning({ host, ssl }: Client, address: string): Hindrance | null {
  const isNear = /^(\/|localhost$|127(\.\d+){3}$|::1$)/.test(host);
  const isMeant = new URL(address).searchParams.has("sslmode");
  if (isNear || ssl || isMeant) return null;
  return {
    what: `The connection to ${host} is not encrypted.`,
    fix: "Add ?sslmode=verify-full to DATABASE_URL, or ?sslmode=disable if the network is yours alone.",
  };
}
