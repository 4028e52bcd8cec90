import { getLimiter, hashSubject, type Limit } from "./limiter";

/** Gives back what `takePoint` counted, where nothing came of the attempt. */
export async function refund(name: Limit, subject: string): Promise<void> {
  await getLimiter(name).reward(hashSubject(subject));
}
