import { RateLimiterRes } from "rate-limiter-flexible";
import { type Result, refuse, succeed } from "@/lib/result";
import { getLimiter, hashSubject, type Limit } from "./limiter";

/**
 * Counts one attempt of a subject (an address, a network, a customer …); only a hash of it is kept. Never call it
 * inside a transaction: a rollback would return the attempt, and it takes a connection of its own.
 * @returns `limited` with the seconds to wait, once the limit is reached
 */
export async function consume(name: Limit, subject: string): Promise<Result<undefined, "limited">> {
  try {
    await getLimiter(name).consume(hashSubject(subject));
    return succeed(undefined);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return refuse("limited", { seconds: Math.ceil(refused.msBeforeNext / 1000) });
  }
}
