import { boolean, pool, statement, type Tx } from "@/lib/db";
import type { Mail } from "./types";

// pg-boss owns its tables, so our schema does not declare them.
const find = statement(
  "is_queued",
  { found: boolean },
  `select exists (
     select from pgboss.job where name = 'mail' and data = $1::jsonb and state <> 'failed'
       and created_on > now() - $2::float * interval '1 second'
   ) as found`,
);

/** Whether an identical mail was queued within the last `seconds` and has not failed. */
export async function isQueued(mail: Mail, seconds: number, tx: Tx = pool()): Promise<boolean> {
  const [row] = await find(tx, JSON.stringify(mail), seconds);
  return row?.found ?? false;
}
