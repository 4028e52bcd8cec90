import { getLimiter, hashSubject, type Limit } from "./limiter";

/**
 * How long a subject has to wait, without counting an attempt.
 * @returns 0 while the limit holds, else the seconds until it can be tried again
 */
export async function retryAfter(name: Limit, subject: string): Promise<number> {
  const counted = await getLimiter(name).get(hashSubject(subject));
  return counted && counted.remainingPoints <= 0 ? Math.ceil(counted.msBeforeNext / 1000) : 0;
}
