import { RateLimiterRes } from "rate-limiter-flexible";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { getLimiter, hashSubject, type Limit } from "./limiter";
import { refund } from "./refund";

/**
 * Counts an attempt by a subject (an address, network, customer …), storing only a hash of it. Do not call it
 * inside a transaction: it takes a second connection, and a rollback does not return the attempt.
 * @returns `limited` with the seconds to wait, once the limit is reached
 */
export async function consume(name: Limit, subject: string): Promise<Result<undefined, "limited">> {
  try {
    await getLimiter(name).consume(hashSubject(subject));
    return succeed(undefined);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    logSecurity("limit.reached", { limit: name, subject: hashPerson(subject) });
    return refuse("limited", { seconds: Math.ceil(refused.msBeforeNext / 1000) });
  }
}

/** A limit and the subject that it counts. */
export type Budget = readonly [limit: Limit, subject: string];

/**
 * Counts one attempt against several limits, the subject's own first and the most general last. A refused attempt
 * costs nothing: what was counted before the limit that refused is returned.
 * @returns like consume
 */
export async function consumeEach(budgets: readonly Budget[]): Promise<Result<undefined, "limited">> {
  for (const [index, budget] of budgets.entries()) {
    const counted = await consume(...budget);
    if (counted.ok) continue;
    for (const taken of budgets.slice(0, index)) await refund(...taken);
    return counted;
  }
  return succeed(undefined);
}
