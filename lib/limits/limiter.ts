import { createHash } from "node:crypto";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { pool } from "@/lib/db";
import { defaultLimits, env, type Limit } from "@/lib/env";

export type { Limit } from "@/lib/env";

/** The names of all limits. */
export const limitNames = Object.keys(defaultLimits) as Limit[];

const limiters = new Map<Limit, RateLimiterPostgres>();

/** Returns a limit's counter. */
export function getLimiter(name: Limit): RateLimiterPostgres {
  const [usual, duration] = defaultLimits[name];
  const points = env().LIMITS[name] ?? usual;
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
