import { z } from "zod";
import { integer, parsed, statement, type Tx } from "@/lib/db";
import { getBuild, nameBuild } from "@/lib/env";
import { countJobs, type QueueName } from "@/lib/jobs";
import { fail, fine, warn } from "./findings";
import type { Finding } from "./types";

/** Seconds that a job may wait, and that a worker may be silent. */
const patience = 60;

// Connections of this role alone show their names.
const findWorkers = statement(
  "doctor_workers",
  { names: parsed(z.array(z.string())), connections: integer, silent: parsed(z.number()) },
  `select array(select distinct application_name from pg_stat_activity
       where datname = current_database() and application_name like 'larder-worker%') as names,
     count(*)::int as connections,
     coalesce(extract(epoch from now() - max(state_change)), 0)::float8 as silent
   from pg_stat_activity where datname = current_database() and application_name like 'larder-worker%'`,
);

// A worker's queue tidies itself up every few seconds.
const findLastWork = statement(
  "doctor_last_work",
  { silent: parsed(z.number().nullable()) },
  "select extract(epoch from now() - max(maintained_on))::float8 as silent from pgboss.version",
);

/**
 * Checks the worker: whether one is connected, and how long jobs have waited.
 * @param pooler DATABASE_POOLER. A pooler in transaction mode shows who used a connection last, which may be anybody
 */
export async function checkWorker(
  queues: readonly QueueName[],
  pooler: "session" | "transaction",
  tx: Tx,
): Promise<Finding[]> {
  const life =
    pooler === "transaction"
      ? judgeSilence((await findLastWork(tx))[0]?.silent ?? null)
      : checkLife((await findWorkers(tx))[0]);
  return [life, ...(await countJobs(queues, tx)).map(checkQueue)];
}

const fix = "Start the worker, or read its log: without it no mail goes out and no expired data is deleted.";

function judgeSilence(seconds: number | null): Finding {
  if (seconds === null) return fail({ what: "No worker has ever worked on the database.", fix });
  if (seconds > patience)
    return fail({ what: `The worker has been silent for ${Math.round(seconds)} s.`, fix });
  return fine("A worker is at work.");
}

function checkLife(found?: { names: string[]; connections: number; silent: number }): Finding {
  if (!found || found.connections === 0)
    return fail({ what: "No worker is connected to the database.", fix });
  if (found.silent > patience) return judgeSilence(found.silent);
  const own = `larder-worker ${nameBuild(getBuild())}`.slice(0, 63);
  const others = found.names.filter((name) => name !== own);
  if (others.length === 0) return fine("A worker of this build is connected.");
  return warn({
    what: `A worker of another build is connected: ${others.join(", ")}.`,
    fix: "Complete the upgrade: restart the worker with this build.",
  });
}

function checkQueue({
  queue,
  created,
  retried,
  overdue,
}: Awaited<ReturnType<typeof countJobs>>[number]): Finding {
  const waiting = created + retried;
  if (overdue <= patience) return fine(`The queue ${queue} is up to date.`);
  return fail({
    what: `Jobs in the queue ${queue}: ${waiting}; the first has waited for ${Math.round(overdue)} s.`,
    fix: "Start the worker, or read its log.",
  });
}
