import { z } from "zod";
import { integer, parsed, pool, statement, string, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";

// pg-boss owns its tables, so our schema does not declare them. Its index on name and start_after has these jobs alone.
const find = statement(
  "count_jobs",
  { queue: string, created: integer, retried: integer, overdue: parsed(z.number()) },
  `select queue, count(*) filter (where state = 'created')::int as created,
     count(*) filter (where state = 'retry')::int as retried,
     greatest(0, coalesce(extract(epoch from now() - min(start_after)), 0))::float8 as overdue
   from unnest($1::text[]) as queue left join pgboss.job on name = queue and state < 'active'
   group by queue`,
);

/**
 * Counts the jobs that wait for a worker, by queue: new ones, and failed ones that are tried again.
 * `overdue` is for how many seconds the first that is due has waited; 0 if none is due.
 */
export const countJobs = (queues: readonly QueueName[], tx: Tx = pool()) => find(tx, queues);
