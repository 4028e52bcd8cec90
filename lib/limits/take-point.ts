import { RateLimiterRes } from "rate-limiter-flexible";
import { keyOf, type Limit, limiterOf } from "./limiter";

/**
 * Counts one attempt of a subject (an address, a network, a customer …), of which only a hash is kept.
 * @returns 0 while the limit holds, else the seconds until it can be tried again
 */
export async function takePoint(name: Limit, subject: string): Promise<number> {
  try {
    await limiterOf(name).consume(keyOf(subject));
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
    throw refused;
  }
}
