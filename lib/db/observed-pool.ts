import { AsyncResource } from "node:async_hooks";
import { Client, Pool, type PoolConfig } from "pg";
import { isMeasuring, isTracing, startSpan, time } from "@/lib/observability";

type Callback = (error: Error | undefined, ...rest: unknown[]) => void;
type Given = [query: string | { name?: string; text?: string; submit?: unknown }, ...rest: unknown[]];

/** Names a query without its values: a statement's name, begin, commit or rollback; "other" for Drizzle's. */
function nameQuery([query]: Given): string {
  if (typeof query === "object" && query.name) return query.name;
  const text = typeof query === "object" ? query.text : query;
  return text?.match(/^(begin|commit|rollback)\b/)?.[0] ?? "other";
}

/** Makes a class of connections that time each query, and make it a span of what the current code runs for. */
const observe = (Base: typeof Client) =>
  class extends Base {
    // @ts-expect-error The driver's own signature is a list of overloads, and this passes on what it got.
    override query(...given: Given): unknown {
      // The driver's query takes all of these.
      const query = super.query.bind(this) as (...given: unknown[]) => unknown;
      if (typeof given[0] === "object" && given[0].submit) return query(...given);
      const name = nameQuery(given);
      const started = performance.now();
      const span = startSpan("client", name, { "db.system.name": "postgresql", "db.query.summary": name });
      const end = (error?: unknown) => {
        time("queries", { statement: name }, started);
        span?.end({}, Boolean(error));
      };
      const callback = given.at(-1);
      if (typeof callback === "function")
        return query(...given.slice(0, -1), ((error, ...rest) => {
          end(error);
          callback(error, ...rest);
        }) satisfies Callback);
      return (query(...given) as Promise<unknown>).then(
        (result) => {
          end();
          return result;
        },
        (error) => {
          end(error);
          throw error;
        },
      );
    }
  };

/** A pool of such connections. */
class ObservedPool extends Pool {
  constructor(options: PoolConfig) {
    super({
      ...options,
      Client: observe((options.Client ?? Client) as typeof Client) as PoolConfig["Client"],
    });
  }

  // @ts-expect-error As above.
  override connect(callback?: () => void): unknown {
    // A query that waited would otherwise run as a part of the request that returned the connection.
    return callback ? super.connect(AsyncResource.bind(callback)) : super.connect();
  }
}

/** Creates a pool, which is observed if this process keeps numbers or traces. */
export const createPool = (options: PoolConfig): Pool =>
  isMeasuring() || isTracing() ? (new ObservedPool(options) as unknown as Pool) : new Pool(options);
