import type { Client } from "pg";
import { createClient } from "@/lib/db";
import { EnvError } from "@/lib/env";
import { explainFailure, sayHindrance } from "@/lib/health";

/** Connects to a database. Throws a readable error when it cannot be reached. */
export async function connect(url: string): Promise<Client> {
  const client = readAddress(url);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, port, database } = client;
    throw new Error(
      `Cannot connect to the database "${database}" at ${host}:${port}. ${sayHindrance(explainFailure(cause))}`,
      { cause },
    );
  }
}

function readAddress(url: string): Client {
  try {
    return createClient({ connectionString: url });
  } catch (cause) {
    if (cause instanceof EnvError) throw cause;
    // A file that the address names.
    if ((cause as { syscall?: string }).syscall)
      throw new Error(sayHindrance(explainFailure(cause)), { cause });
    throw new Error("The database address must look like postgres://role:…@host:5432/name.", {
      cause,
    });
  }
}
