import { keyOf, type Limit, limiterOf } from "./limiter";

/** Gives back what `takePoint` counted, where nothing came of the attempt. */
export async function returnPoint(name: Limit, subject: string): Promise<void> {
  await limiterOf(name).reward(keyOf(subject));
}
