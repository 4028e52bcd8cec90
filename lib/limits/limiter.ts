import { createHash } from "node:crypto";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { pool } from "@/lib/db";

/** Attempts allowed per number of seconds, counted across all of the portal's processes. */
const limits = {
  /** Codes for one address, requested in one browser in which its customer signed in with a code before. */
  "code-known": [5, 3600],
  /** Codes for one address, requested from one network. */
  "code-pair": [5, 3600],
  /** Codes requested from one network, which may be an office or a mobile carrier. */
  "code-network": [60, 3600],
  /** Codes requested from one site of IPv6, which may use 65,536 networks. */
  "code-site": [300, 3600],
  /** Codes for one mailbox, whatever the tags in its address. */
  "code-mailbox": [30, 3600],
  /** Codes for everyone: as many as a worker sends. */
  "code-portal": [3000, 60],
  /** Claim codes that one customer tries. */
  "claim-customer": [20, 3600],
  /** Claim codes that one customer tries for one unit. */
  "claim-pair": [10, 3600],
  /** Wrong claim codes from one network, whose owner may have many accounts. */
  "claim-network": [120, 3600],
  /** Requests with one key of a partner's system. */
  "api-key": [3000, 60],
  /** Links that staff mail to one customer. */
  "link-customer": [5, 86_400],
} as const satisfies Record<string, readonly [points: number, seconds: number]>;

/** Name of a limit. */
export type Limit = keyof typeof limits;

const limiters = new Map<Limit, RateLimiterPostgres>();

/** Returns a limit's counter. */
export function getLimiter(name: Limit): RateLimiterPostgres {
  const [points, duration] = limits[name];
  const made =
    limiters.get(name) ??
    new RateLimiterPostgres({
      // Looks up the pool at each query, because tests replace it.
      storeClient: { query: (...given: [never]) => pool().$client.query(...given) },
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration,
    });
  limiters.set(name, made);
  return made;
}

/** Hashes a subject into the key that it is counted under. */
export const hashSubject = (subject: string): string =>
  createHash("sha256").update(subject).digest("base64url");
