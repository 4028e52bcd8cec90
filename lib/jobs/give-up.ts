import { sql } from "drizzle-orm";
import { pool, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";

/**
 * Removes a job's remaining retries, so that its next failure is final. pg-boss has no API for that, and our
 * schema does not declare its tables.
 */
export async function giveUp(queue: QueueName, id: string, tx: Tx = pool()): Promise<void> {
  await tx.execute(sql`update pgboss.job set retry_limit = retry_count where name = ${queue} and id = ${id}`);
}
