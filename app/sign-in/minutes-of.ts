import { one } from "../_http/search-params";

/** Minutes to wait, as a redirect of ours wrote them: 1 to 60, whatever stands there. */
export const minutesOf = (value: string | string[] | undefined): number =>
  Math.min(Math.max(Math.trunc(Number(one(value))) || 1, 1), 60);
