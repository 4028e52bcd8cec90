import { pino } from "pino";
import { getBuild, nameBuild, readSettings } from "@/lib/env";
import { getReference, getRequest } from "./context";

// On globalThis, because Next bundles a module more than once and one process needs one log.
const shared = globalThis as { larderLog?: pino.Logger };

function createLog(): pino.Logger {
  const options: pino.LoggerOptions = {
    level: readSettings(["LOG_LEVEL"]).LOG_LEVEL,
    base: { build: nameBuild(getBuild()) },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    mixin: () => {
      const request = getRequest();
      return request ? { requestId: request.id, method: request.method, route: request.route } : {};
    },
  };
  // Otherwise the error of a log that nobody reads any more would be logged, without end.
  process.stdout.on("error", () => {});
  return pino(options, process.stdout);
}

/** Writes lines of JSON to standard output. Inside a request, each has its id, method and route. */
export const log = (): pino.Logger => {
  shared.larderLog ??= createLog();
  return shared.larderLog;
};

/**
 * Describes an error without values of a query, which are personal data: Drizzle puts them into its message,
 * PostgreSQL behind a colon.
 */
function describeError({
  name,
  message,
  errors,
  code,
}: Error & { errors?: unknown[]; code?: unknown }): string {
  const isDatabaseError = /^[\dA-Z]{5}$/.test(String(code ?? "")) && !/^E[A-Z]+$/.test(String(code));
  const text = ((message || errors?.join("; ")) ?? "").replace(/\nparams: .*$/s, "");
  return `${name}: ${isDatabaseError ? `${text.replace(/: ".*$/s, "")} (${code})` : text}`;
}

/** Lists an error and its causes, outermost first. */
function listCauses(error: unknown): string[] {
  const causes: string[] = [];
  for (let cause = error; cause !== undefined && causes.length < 5; ) {
    causes.push(cause instanceof Error ? describeError(cause) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}

/**
 * Logs a failure with its reference and the chain of causes.
 * @param what failed, in a few words
 * @param reference of the event that people were told, if it isn't the request's id
 */
export function logFailure(
  what: string,
  error: unknown,
  details: object = {},
  reference: string = getReference(),
): string {
  const stack = error instanceof Error ? error.stack?.match(/^ {4}at .*$/gm)?.join("\n") : undefined;
  log().error({ what, reference, causes: listCauses(error), stack, ...details });
  return reference;
}
