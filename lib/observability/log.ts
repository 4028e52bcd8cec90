import { pino } from "pino";
import { getBuild, nameBuild, readSettings } from "@/lib/env";
import { cleanText } from "./clean-text";
import { getReference, getRequest } from "./context";
import { explainCertificate } from "./explain-certificate";
import { getTraceId } from "./spans";
import { isSqlState } from "./sql-state";

// On globalThis, because Next bundles a module more than once and one process needs one log.
const shared = globalThis as { larderLog?: pino.Logger; larderLogged?: WeakSet<object> };
shared.larderLogged ??= new WeakSet();
const logged = shared.larderLogged;

/** Whether an error, or what caused it, is in the log. */
export function isLogged(error: unknown): boolean {
  return listChain(error).some((cause) => typeof cause === "object" && cause !== null && logged.has(cause));
}

function createLog(): pino.Logger {
  const options: pino.LoggerOptions = {
    level: readSettings(["LOG_LEVEL"]).LOG_LEVEL,
    base: { build: nameBuild(getBuild()) },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    mixin: () => {
      const [request, traceId] = [getRequest(), getTraceId()];
      const about = request && { requestId: request.id, method: request.method, route: request.route };
      return { ...about, ...(traceId && { traceId }) };
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

/** Longest message of an error. */
const longestMessage = 500;

/**
 * Describes an error without values of a query, which are personal data: Drizzle puts them into its message,
 * PostgreSQL behind a colon, in any language.
 */
function describeError({
  name,
  message,
  errors,
  code,
}: Error & { errors?: unknown[]; code?: unknown }): string {
  const text = ((message || errors?.join("; ")) ?? "").replace(/\nparams: .*$/s, "");
  return `${name}: ${isSqlState(code) ? `${text.replace(/:.*$/s, "")} (${code})` : explainCertificate(cleanText(text, longestMessage))}`;
}

/** Lists an error and its causes, outermost first. */
function listChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 5; ) {
    chain.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return chain;
}

/** Returns the lines of a stack below the message, which may hold a value. */
const readStack = ({ stack = "", message }: Error) =>
  stack
    .slice(stack.indexOf(message) + message.length)
    .match(/^ {4}at .*$/gm)
    ?.join("\n");

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
  const chain = listChain(error);
  for (const cause of chain) if (typeof cause === "object" && cause !== null) logged.add(cause);
  const causes = chain.map((cause) => (cause instanceof Error ? describeError(cause) : String(cause)));
  const stack = error instanceof Error ? readStack(error) : undefined;
  log().error({ what, reference, causes, stack, ...details });
  return reference;
}
