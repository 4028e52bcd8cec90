import { pool, type Tx } from "@/lib/db";
import { log } from "@/lib/observability";
import { explainFailure } from "./explain-failure";
import { findHindrance } from "./find-hindrance";
import { sayHindrance } from "./hindrance";

const minute = 60_000;
let loggedAt = Number.NEGATIVE_INFINITY;

/**
 * Checks whether requests can be served, and logs the reason if not, at most once a minute.
 * Never throws and never waits longer than `milliseconds`.
 */
export async function checkReady(milliseconds: number, tx?: Tx): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, milliseconds, `The database did not answer within ${milliseconds} ms.`);
  });
  // Takes the pool inside the promise, because that throws if the configuration is invalid.
  const ask = async () => findHindrance(tx ?? pool());
  const reason = await Promise.race([ask().catch((error) => sayHindrance(explainFailure(error))), late]);
  clearTimeout(timer);
  if (reason) logOnceAMinute(reason);
  return reason === null;
}

function logOnceAMinute(reason: string): void {
  const now = performance.now();
  if (now - loggedAt < minute) return;
  loggedAt = now;
  log().error({ what: "not ready", reason });
}
