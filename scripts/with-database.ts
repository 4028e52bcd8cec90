import { connect } from "@/launcher/connect";
import { createHandle, type Tx } from "@/lib/db";
import { readSettings } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { explainError } from "./explain-error";

/**
 * Runs a command's work on a connection to the portal's database.
 * @param usage of the command, for wrong options
 * @throws Error whose message says what to do
 */
export async function withDatabase<T>(usage: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  loadSettings();
  const client = await connect(readSettings(["DATABASE_URL"]).DATABASE_URL);
  // A connection that breaks while somebody is asked makes the next query fail, which says so.
  client.on("error", () => {});
  try {
    return await work(createHandle(client));
  } catch (error) {
    throw new Error(explainError(error, usage), { cause: error });
  } finally {
    await client.end();
  }
}
