import { Client, type ClientConfig, type PoolConfig } from "pg";
import { nameConnection, readSettings } from "@/lib/env";

/**
 * A client that sends statements without their names. A pooler in transaction mode may run each statement on another
 * connection to the server, which does not know what an earlier one prepared.
 */
class UnnamedClient extends Client {}
const { query } = Client.prototype;
UnnamedClient.prototype.query = function (this: Client, given: unknown, ...rest: unknown[]) {
  const isNamed = typeof given === "object" && given !== null && "name" in given && "text" in given;
  return Reflect.apply(query, this, [isNamed ? { ...given, name: undefined } : given, ...rest]);
} as typeof query;

/** Whether DATABASE_POOLER says that connections to the server are shared, one transaction after another. */
const sharesConnections = () => readSettings(["DATABASE_POOLER"]).DATABASE_POOLER === "transaction";

/**
 * Creates a client for the portal's database, not yet connected.
 * @throws Error when the address cannot be read, such as when it names a missing certificate file
 */
export const createClient = (config: ClientConfig): Client =>
  new (sharesConnections() ? UnnamedClient : Client)({ application_name: nameConnection(), ...config });

/** Milliseconds after which PostgreSQL stops a statement. */
export const statementLimit = 7000;

/**
 * Builds what a pool needs to set the limit of statements on its connections. Not as a parameter of the start, which
 * PgBouncer refuses. A shared connection keeps the limit of its role: what one client sets, the next would inherit.
 */
export const buildPoolOptions = (): Pick<PoolConfig, "Client" | "onConnect"> =>
  sharesConnections()
    ? { Client: UnnamedClient }
    : { onConnect: (client) => Reflect.apply(query, client, [`set statement_timeout = ${statementLimit}`]) };

/**
 * How connections reach the server: directly, or through a pooler that hands one on after a session, a transaction,
 * or every statement.
 */
export type Pooling = "none" | "session" | "transaction" | "statement";

const readPid = async (client: Client): Promise<number> =>
  (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0;

/**
 * Finds out how connections reach the server, with up to two that nothing else uses.
 * @param open connects, with a limit on the time of a query
 */
export async function findPooling(open: () => Promise<Client>): Promise<Pooling> {
  const first = await open();
  let second: Client | null = null;
  try {
    // A pooler answers with a number of its own.
    if ((first as { processID?: number }).processID === (await readPid(first))) return "none";
    if (!(await hasTransactions(first))) return "statement";
    second = await open();
    const pairs = new Set<string>();
    for (let round = 0; round < 4; round++) {
      // In session mode a small pool may have no second connection, because the first client holds it.
      const [one, other] = [await readPid(first), await readPid(second).catch(() => null)];
      if (other === null) return "session";
      if (one === other) return "transaction";
      pairs.add(`${one} ${other}`);
    }
    return pairs.size === 1 ? "session" : "transaction";
  } finally {
    await first.end().catch(() => {});
    await second?.end().catch(() => {});
  }
}

async function hasTransactions(client: Client): Promise<boolean> {
  try {
    for (const text of ["begin", "select 1", "commit"]) await client.query(text);
    return true;
  } catch (error) {
    if (/statement pooling/i.test((error as Error).message)) return false;
    throw error;
  }
}
