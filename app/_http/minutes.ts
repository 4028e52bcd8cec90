import { firstParam } from "./search-params";

/** A wait as a redirect carries it: in whole minutes. */
export const writeMinutes = (seconds: number): string => String(Math.ceil(seconds / 60));

/** Minutes to wait, as a redirect of ours wrote them: 1 to 60, whatever stands there. */
export const readMinutes = (value: string | string[] | undefined): number =>
  Math.min(Math.max(Math.trunc(Number(firstParam(value))) || 1, 1), 60);
