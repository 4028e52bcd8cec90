import { getLimiter, hashSubject, type Limit } from "./limiter";

/** Returns an attempt that `consume` counted but that had no effect. */
export async function refund(name: Limit, subject: string): Promise<void> {
  await getLimiter(name).reward(hashSubject(subject));
}
