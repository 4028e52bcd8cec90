import { Client } from "pg";

/** A connection for a script. Throws a readable error when the database cannot be reached. */
export async function connect(url: string): Promise<Client> {
  const client = clientOf(url);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, port, database } = client;
    throw new Error(`Cannot connect to the database "${database}" at ${host}:${port}: ${reason(cause)}`, {
      cause,
    });
  }
}

function clientOf(url: string): Client {
  try {
    return new Client({ connectionString: url });
  } catch (cause) {
    throw new Error("The database address must look like postgres://role:…@host:5432/name.", {
      cause,
    });
  }
}

/** Connection attempts to several addresses fail together, with an empty message of their own. */
function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reason).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}
