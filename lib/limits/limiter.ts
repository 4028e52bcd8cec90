import { createHash } from "node:crypto";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { pool } from "@/lib/db";

/** Attempts allowed per number of seconds, counted across all of the portal's processes. */
const limits = {
  /** Codes mailed to one address. */
  "code-address": [5, 3600],
  /** Codes requested from one network, which may be an office or a mobile carrier. */
  "code-network": [60, 3600],
  /** Codes entered from one network. */
  "try-network": [120, 3600],
  /** Claim codes that one customer tries. */
  "claim-customer": [20, 3600],
  /** Claim codes tried for one unit by all customers together. */
  "claim-unit": [10, 3600],
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
