import { setTimeout as sleep } from "node:timers/promises";
import { log, logFailure } from "@/lib/observability";

/** Milliseconds after which the process ends in any case: it promises to end within 15 s. */
const most = 13_000;

/**
 * Calls `end` once on SIGTERM, SIGINT or SIGHUP, then exits with 0. A second signal changes nothing.
 * @param end ends the work in progress; what takes longer than 13 s is cut off
 */
export function endOnSignals(end: () => Promise<void>): void {
  let isEnding = false;
  const run = async (signal: string) => {
    if (isEnding) return;
    isEnding = true;
    log().info({ what: "ending", signal });
    const late = sleep(most).then(() => log().warn({ what: "ending: cut off what was still in progress" }));
    await Promise.race([late, end().catch((error) => void logFailure("ending", error))]);
    process.exit(0);
  };
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => void run(name));
  endWithNpm();
}

/** npm does not pass signals on to its script: it ends, and the script would be left behind. */
function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
}
