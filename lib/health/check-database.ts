import { sql } from "drizzle-orm";
import { pool, type Tx } from "@/lib/db";

/** Whether the database answers within `milliseconds`. Never throws and never waits longer. */
export async function checkDatabase(milliseconds: number, tx?: Tx): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  // Creates the pool inside the promise, because that throws if the configuration is invalid.
  const ask = async () => (tx ?? pool()).execute(sql`select 1`);
  const answered = ask().then(
    () => true,
    () => false,
  );
  const isReady = await Promise.race([answered, late]);
  clearTimeout(timer);
  return isReady;
}
