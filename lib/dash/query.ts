import { type Given, parameters } from "./parameters.ts";
import type { Report } from "./result.ts";
import type { Parameter } from "./types.ts";
import { decode, notUri } from "./uri.ts";

/** One `name=value`, the name decoded, the value raw. Source: contract, documented. */
export type Pair = readonly [name: string, rawValue: string];

function nameOf(part: string): string {
  const name = part.replace(/=.*/s, "");
  return decode(name) ?? name;
}

/** Split a query by hand: URLSearchParams would read `+` as a space. Source: contract, decided. */
export function splitQuery(query: string | undefined): Pair[] {
  if (!query) return [];
  return query.split("&").map((part) => [nameOf(part), part.replace(/[^=]*=?/, "")]);
}

function isAccessToken(name: string): boolean {
  return /^access_?token$/i.test(name);
}

/** The legacy token's name where one stands behind any `?`, `#` or `&`. Source: contract, documented. */
export function findAccessToken(url: string): string | undefined {
  return url.split(/[?#&]/).slice(1).map(nameOf).find(isAccessToken);
}

/** Decode the pairs, each known name once; the first of a repeated one counts. Source: contract, decided. */
export function collectParameters(pairs: readonly Pair[], report: Report): Given {
  const given: Given = {};
  const seen = new Set<string>();
  for (const [name, rawValue] of pairs) {
    if (isAccessToken(name)) continue;
    const repeated = seen.has(name);
    seen.add(name);
    if (repeated) report("repeated-parameter", name, "appears more than once: keep one at most");
    else if (name.startsWith("modelI") && name !== "modelId")
      report("unknown-parameter", name, "looks like the misprint in Amazon's examples: write modelId=");
    else if (!parameters.includes(name as Parameter))
      report("unknown-parameter", name, `is not one of ${parameters.join(", ")}: remove or rename it`);
    else {
      const value = decode(rawValue) ?? null;
      // No fragment may hold a second '#'.
      if (value === null || notUri.test(rawValue) || rawValue.includes("#"))
        report("bad-encoding", name, "is not percent-encoded: encode its UTF-8 bytes");
      given[name as Parameter] = value;
    }
  }
  return given;
}
