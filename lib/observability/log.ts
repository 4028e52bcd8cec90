/** A number that a person can read out to support and that finds the log line again: 8 characters. */
export const newReference = () => crypto.randomUUID().slice(0, 8).toUpperCase();

// Drizzle writes a failed query's values into its message: people's data, which no log may hold.
const textOf = ({ name, message, errors }: Error & { errors?: unknown[] }) =>
  `${name}: ${(message || errors?.join("; ")) ?? ""}`.replace(/\nparams: .*$/s, "");

/** One line of JSON on standard error: what failed, under which reference, and the chain of causes. */
export function logFailure(what: string, reference: string, error: unknown, details: object = {}): void {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < 5; ) {
    causes.push(cause instanceof Error ? textOf(cause) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  const stack = error instanceof Error ? error.stack?.match(/^ {4}at .*$/gm)?.join("\n") : undefined;
  console.error(JSON.stringify({ at: new Date().toISOString(), what, reference, causes, stack, ...details }));
}
