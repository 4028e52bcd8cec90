import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import type { Mail } from "./types";

/** Whether the very same mail came into the queue within so many seconds, and was not given up. */
export async function isQueued(
  mail: Mail,
  seconds: number,
  client: Pick<PoolClient, "query"> = pool(),
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pgboss.job where name = 'mail' and data = $1::jsonb and state <> 'failed'
       and created_on > now() - $2::float * interval '1 second' limit 1`,
    [JSON.stringify(mail), seconds],
  );
  return rowCount !== 0;
}
