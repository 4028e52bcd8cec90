import { createHandle, type Tx } from "@/lib/db";
import { openConnection } from "@/lib/health";

/**
 * Runs `work` on a connection of its own: the pool is Next's, which brings its own copy of the driver.
 * @param milliseconds to wait for the connection, and for each query
 * @throws Error when the database does not answer, or the address is wrong
 */
export async function lookIntoDatabase<T>(
  connectionString: string,
  milliseconds: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await openConnection(connectionString, milliseconds);
  try {
    return await work(createHandle(client));
  } finally {
    await client.end().catch(() => {});
  }
}
