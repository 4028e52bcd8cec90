import { statement } from "@/lib/db";
import type { QueueName } from "./queue";

// pg-boss has no way to fail a job for good; a job without tries left does.
const spend = statement(
  "give_up_job",
  "update pgboss.job set retry_limit = retry_count where name = $1 and id = $2",
);

/** Takes a job's remaining tries: when it fails now, it has failed for good. */
export async function giveUp(queue: QueueName, id: string): Promise<void> {
  await spend(queue, id);
}
