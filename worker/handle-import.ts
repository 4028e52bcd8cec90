import type { JobWithMetadata } from "pg-boss";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { breakOffRun, continueRun } from "@/lib/import";
import { enqueueImport, type ImportJob } from "@/lib/jobs";
import { count, logFailure } from "@/lib/observability";

/** Milliseconds after the first batch until a job leaves the rest to the next one, so that imports take turns. */
const turn = 15_000;

/**
 * Works on an import for a while and queues the rest. Logs and rethrows a failure: the queue tries again with backoff;
 * after the last try the import has failed.
 * @param ending aborted when the worker ends
 */
export async function handleImport(job: JobWithMetadata<ImportJob>, ending: AbortSignal): Promise<void> {
  const { id, data, retryCount, retryLimit } = job;
  let started: number | undefined;
  const mustStop = () => {
    // A long file takes a while to be read up to where the last job stopped.
    started ??= performance.now();
    return ending.aborted || performance.now() - started > turn;
  };
  try {
    const isUnfinished = await continueRun(data.importId, { matchEmail: env().API_MATCH_EMAIL, mustStop });
    if (isUnfinished) await enqueueImport(data);
    count("importJobs", { result: isUnfinished ? "continued" : "finished" });
  } catch (error) {
    const isLast = retryCount >= retryLimit;
    count("importJobs", { result: isLast ? "given-up" : "failed" });
    const what = isLast ? "import given up" : "import";
    const reference = logFailure(what, error, { job: id, attempt: retryCount + 1 });
    if (isLast) await breakOffRun(data.importId, reference);
    // The queue stores the error, so it carries only our own message: a query's error may contain what a file says.
    throw new Error(`${error instanceof LarderError ? error.message : "failed"} (reference ${reference})`);
  }
}
