import { type Given, parameters } from "./parameters.ts";
import type { Report } from "./result.ts";
import type { Parameter } from "./types.ts";
import { decode, notUri } from "./uri.ts";

/** One `name=value`, the name decoded, the value raw. Source: contract, documented. */
export type Pair = readonly [name: string, rawValue: string];

/** Split a query by hand: URLSearchParams would read `+` as a space. Source: contract, decided. */
export function splitQuery(query: string | undefined): Pair[] {
  if (!query) return [];
  return query.split("&").map((part) => {
    const name = part.replace(/=.*/s, "");
    return [decode(name) ?? name, part.slice(name.length + 1)];
  });
}

/** Whether a name is that of the legacy token, which no link may carry. Source: contract, documented. */
export function isAccessToken(name: string): boolean {
  return /^access_?token$/i.test(name);
}

/** Decode the pairs, each known name once; the first of a repeated one counts. Source: contract, decided. */
export function collectParameters(pairs: readonly Pair[], report: Report): Given {
  const given: Given = {};
  const times = new Map<string, number>();
  for (const [name, rawValue] of pairs) {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    if (time === 2) report("repeated-parameter", name, "stands more than once: keep one");
    if (time > 1) continue;
    if (isAccessToken(name))
      report("access-token", name, "must never stand in a link: remove it, and revoke it");
    else if (!parameters.includes(name as Parameter))
      report("unknown-parameter", name, `is none of ${parameters.join(", ")}: remove or rename it`);
    else {
      const value = decode(rawValue);
      if (value === undefined || notUri.test(rawValue))
        report("bad-encoding", name, "is not percent-encoded: encode its UTF-8 bytes");
      given[name as Parameter] = value ?? rawValue.replaceAll("%", "\ufffd");
    }
  }
  return given;
}
