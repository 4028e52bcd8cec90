import { type RawAnswer, sendRawRequest } from "../raw-request";
import type { Asked } from "./requests";

let count = 0;

/** Counts the requests sent so far. */
export const countRequests = () => count;

/** Next's hashes of the router's headers, learned from its responses. */
const sums = new Map<string, string>();

/**
 * Sends a request. Next expects a hash of the router's headers in the query; without it, Next answers with an
 * empty redirect that adds the hash, which this follows.
 */
export async function ask(
  portal: string,
  { method, path, body, ...asked }: Asked,
  cookie: string,
): Promise<RawAnswer> {
  const headers = { ...asked.headers, cookie };
  const send = (to: string) => {
    count += 1;
    return sendRawRequest(portal, to, { method, headers, body });
  };
  if (!asked.headers.RSC) return send(path);
  const key = JSON.stringify(asked.headers);
  const addSum = (sum: string) => `${path}${path.includes("?") ? "&" : "?"}_rsc${sum}`;
  const known = sums.get(key);
  const answer = await send(known === undefined ? path : addSum(known));
  const [, sum] = answer.headers.location?.match(/[?&]_rsc(=[^&]*|$)/) ?? [];
  if (sum === undefined || answer.body !== "" || answer.headers.location !== addSum(sum)) return answer;
  sums.set(key, sum);
  return send(addSum(sum));
}

/** Runs `work` on all items, eight at a time. */
export async function runInBatches<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += 8)
    results.push(...(await Promise.all(items.slice(start, start + 8).map(work))));
  return results;
}
