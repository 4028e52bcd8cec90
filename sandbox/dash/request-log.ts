import type { CheckedLink } from "./check-link";
import type { PathStyle } from "./link-path";
import type { Problem } from "./problem";
import type { Channel, Site, SiteName } from "./sites";

/** One received link with its verdict. */
export interface LoggedRequest {
  /** ISO 8601, UTC. */
  at: string;
  site: SiteName;
  region: Site["region"];
  channel: Channel;
  url: string;
  page: string | null;
  style: PathStyle | null;
  verdict: "ok" | "wrong";
  /** The HTTP status that the link leads to, after sign-in. */
  status: 200 | 400 | 503;
  problems: Problem[];
  /** Must be null: a portal must not send a referrer. */
  referer: string | null;
}

/** How many links of one kind were received. */
export type Count = Pick<LoggedRequest, "site" | "region" | "channel" | "page" | "style" | "verdict"> & {
  requests: number;
};

/** All links received since the last reset: counts without a limit, and the newest violations. */
export interface Report {
  requests: number;
  wrong: number;
  counts: Count[];
  violations: LoggedRequest[];
}

const most = 500;
// A query of nothing but separators has thousands of problems.
const mostProblems = 50;

/** The links received at all four sites, newest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #violations: LoggedRequest[] = [];
  #counts = new Map<string, Count>();

  add(site: Site, url: string, link: CheckedLink, referer: string | null, isAvailable: boolean): void {
    const isRight = link.problems.length === 0;
    const { page, style, problems } = link;
    const verdict = isRight ? "ok" : "wrong";
    const { name, region, channel } = site;
    const kind = { site: name, region, channel, page, style, verdict } as const;
    const entry: LoggedRequest = {
      at: new Date().toISOString(),
      ...kind,
      url,
      status: isAvailable ? (isRight ? 200 : 400) : 503,
      problems: problems.slice(0, mostProblems),
      referer,
    };
    this.#entries = [entry, ...this.#entries].slice(0, most);
    if (!isRight) this.#violations = [entry, ...this.#violations].slice(0, most);
    const key = JSON.stringify(kind);
    this.#counts.set(key, { ...kind, requests: (this.#counts.get(key)?.requests ?? 0) + 1 });
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  report(): Report {
    const counts = [...this.#counts.values()].sort((a, b) => b.requests - a.requests);
    const sum = (some: Count[]) => some.reduce((total, { requests }) => total + requests, 0);
    const wrong = sum(counts.filter(({ verdict }) => verdict === "wrong"));
    return { requests: sum(counts), wrong, counts, violations: this.#violations };
  }

  clear(): void {
    this.#entries = [];
    this.#violations = [];
    this.#counts.clear();
  }
}
