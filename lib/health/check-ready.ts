import { pool, type Tx } from "@/lib/db";
import { isSqlState, log } from "@/lib/observability";
import { findHindrance } from "./find-hindrance";

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
  const reason = await Promise.race([ask().catch(explainFailure), late]);
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

/** Explains why the database did not answer. A failure at several addresses has an empty message of its own. */
export function explainFailure(error: unknown): string {
  const { message, errors = [], cause, code } = error as Error & { errors?: Error[]; code?: string };
  if (cause) return explainFailure(cause);
  if (isSqlState(code)) return `The database refuses: ${message} (${code})`;
  return `The database does not answer: ${message || errors.map((one) => one.message).join("; ")}`;
}
