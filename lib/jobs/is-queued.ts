import { boolean, pool, statement, type Tx } from "@/lib/db";
import type { Mail } from "./types";

// pg-boss's tables are not in our schema.
const find = statement(
  "is_queued",
  { found: boolean },
  `select exists (
     select from pgboss.job where name = 'mail' and data = $1::jsonb and state <> 'failed'
       and created_on > now() - $2::float * interval '1 second'
   ) as found`,
);

/** Whether the very same mail came into the queue within so many seconds, and was not given up. */
export async function isQueued(mail: Mail, seconds: number, tx: Tx = pool()): Promise<boolean> {
  const [row] = await find(tx, JSON.stringify(mail), seconds);
  return row?.found ?? false;
}
