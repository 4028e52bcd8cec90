import { Client } from "pg";

/** Connects to a database. Throws a readable error when it cannot be reached. */
export async function connect(url: string): Promise<Client> {
  const client = createClient(url);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, port, database } = client;
    throw new Error(
      `Cannot connect to the database "${database}" at ${host}:${port}: ${describeCause(cause)}`,
      {
        cause,
      },
    );
  }
}

function createClient(url: string): Client {
  try {
    return new Client({ connectionString: url });
  } catch (cause) {
    throw new Error("The database address must look like postgres://role:…@host:5432/name.", {
      cause,
    });
  }
}

/** Describes an error. A failure at several addresses is an AggregateError whose own message is empty. */
function describeCause(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(describeCause).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}
