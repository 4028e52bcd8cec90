import { sql } from "drizzle-orm";
import { pool, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";

/**
 * Takes a job's remaining tries: if it fails now, it has failed for good. pg-boss has no way to fail a job at once, and
 * its tables are not in our schema.
 */
export async function giveUp(queue: QueueName, id: string, tx: Tx = pool()): Promise<void> {
  await tx.execute(sql`update pgboss.job set retry_limit = retry_count where name = ${queue} and id = ${id}`);
}
