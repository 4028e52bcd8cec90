import { DrizzleQueryError } from "drizzle-orm";

/**
 * Explains an error of a command that works on the database, with a known fix where there is one.
 * @param hints by the error's code, beside the usual ones
 */
export function explainError(thrown: unknown, hints: Record<string, string> = {}): string {
  // Drizzle's error only repeats the statement; its cause is the database's error.
  const error = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: string }).code ?? "";
  const migrate = "Has the database been migrated? (npm run db:migrate)";
  const hint = { "42P01": migrate, "42703": migrate, ...hints }[code];
  return hint ? `${error.message}\n${hint}` : error.message;
}
