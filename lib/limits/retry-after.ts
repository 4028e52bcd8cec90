import { getLimiter, hashSubject, type Limit } from "./limiter";

/**
 * Reads how long a subject must wait, without counting an attempt.
 * @returns seconds until the next attempt; 0 when one is allowed now
 */
export async function retryAfter(name: Limit, subject: string): Promise<number> {
  const counted = await getLimiter(name).get(hashSubject(subject));
  return counted && counted.remainingPoints <= 0 ? Math.ceil(counted.msBeforeNext / 1000) : 0;
}
