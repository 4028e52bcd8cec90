import { RateLimiterRes } from "rate-limiter-flexible";
import { getLimiter, hashSubject, type Limit } from "./limiter";

/**
 * Counts one attempt of a subject (an address, a network, a customer …), of which only a hash is kept.
 * @returns 0 while the limit holds, else the seconds until it can be tried again
 */
export async function consume(name: Limit, subject: string): Promise<number> {
  try {
    await getLimiter(name).consume(hashSubject(subject));
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
    throw refused;
  }
}
