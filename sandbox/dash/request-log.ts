import type { CheckedLink } from "./check-link";
import type { Problem } from "./problem";
import type { Channel, Site, SiteName } from "./sites";

/** One arriving link with its verdict. */
export interface LoggedRequest {
  /** ISO 8601, UTC. */
  at: string;
  site: SiteName;
  channel: Channel;
  url: string;
  page: string | null;
  verdict: "ok" | "wrong";
  /** The HTTP status that the link leads to, after sign-in. */
  status: 200 | 400;
  problems: Problem[];
  /** A portal must not send one. */
  referer: string | null;
}

const most = 500;

/** The links that arrived at all four sites, newest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(site: Site, url: string, link: CheckedLink, referer: string | null): void {
    const isRight = link.problems.length === 0;
    this.#entries.unshift({
      at: new Date().toISOString(),
      site: site.name,
      channel: site.channel,
      url,
      page: link.page,
      verdict: isRight ? "ok" : "wrong",
      status: isRight ? 200 : 400,
      problems: link.problems,
      referer,
    });
    this.#entries.length = Math.min(this.#entries.length, most);
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
