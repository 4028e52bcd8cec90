import { getLimiter, hashSubject, type Limit } from "./limiter";

/** Gives an attempt back that `consume` counted, when nothing came of it. */
export async function refund(name: Limit, subject: string): Promise<void> {
  await getLimiter(name).reward(hashSubject(subject));
}
