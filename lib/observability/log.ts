/** Creates a reference number for a log line: 8 characters that a person can read out to support. */
export const newReference = () => crypto.randomUUID().slice(0, 8).toUpperCase();

// Drizzle puts a failed query's values into its message: personal data, which must not be logged.
const formatError = ({ name, message, errors }: Error & { errors?: unknown[] }) =>
  `${name}: ${(message || errors?.join("; ")) ?? ""}`.replace(/\nparams: .*$/s, "");

/** Logs a failure as a line of JSON on standard error, with its reference and the chain of causes. */
export function logFailure(what: string, reference: string, error: unknown, details: object = {}): void {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < 5; ) {
    causes.push(cause instanceof Error ? formatError(cause) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  const stack = error instanceof Error ? error.stack?.match(/^ {4}at .*$/gm)?.join("\n") : undefined;
  console.error(JSON.stringify({ at: new Date().toISOString(), what, reference, causes, stack, ...details }));
}
