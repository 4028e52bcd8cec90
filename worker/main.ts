// dist/worker.js: sends queued mails, works on imports, and removes rows past their retention time. Several can run at once.
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { checkReady } from "@/lib/health";
import { captureConsole, log, logFailure } from "@/lib/observability";
import { endOnSignals } from "@/server/end-process";
import { startObserving } from "@/server/observe";
import { prepare, runMain } from "@/server/prepare";
import { catchUpSearch } from "./catch-up-search";
import { purge } from "./purge";
import { startQueue } from "./start-queue";

const minute = 60_000;
const hour = 60 * minute;
/** Milliseconds that jobs in progress have to finish when the worker ends. */
const grace = 8000;

await runMain("worker", async () => {
  await prepare(import.meta.dirname);
  captureConsole();
  // pg-boss does not await its writes of job results. A mail whose result is lost is sent again.
  process.on("unhandledRejection", (error) => logFailure("queue", error));
  const endObserving = await startObserving();
  const ending = new AbortController();
  const queue = await startQueue(ending.signal);
  void purge();
  setInterval(purge, hour);
  setInterval(catchUpSearch, minute);
  // Says in the log what keeps the worker from working, such as a migration to a newer build.
  setInterval(() => checkReady(10_000), minute);
  endOnSignals(async () => {
    ending.abort();
    await queue.stop({ timeout: grace });
    await closeDatabase();
    await endObserving();
  });
  log().info({ what: "worker", ready: true, mail: Boolean(env().SMTP_URL) });
});
