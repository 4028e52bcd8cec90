import type { QueueName } from "@/lib/jobs";
import { startSpan, time } from "@/lib/observability";

/** Times a job, and makes it a trace of its own. */
export async function observeJob(queue: QueueName, id: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const span = startSpan("consumer", queue, { "larder.job": id });
  const end = (hasFailed: boolean) => {
    time("jobs", { queue, result: hasFailed ? "failed" : "completed" }, started);
    span?.end({}, hasFailed);
  };
  try {
    await (span ? span.run(work) : work());
    end(false);
  } catch (error) {
    end(true);
    throw error;
  }
}
