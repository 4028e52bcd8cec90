import { DrizzleQueryError } from "drizzle-orm";

/**
 * Explains why a command failed, with a known fix where there is one.
 * @param usage of the command, for wrong options
 * @param hints by code of the database's error, beside the usual ones
 */
export function explainError(thrown: unknown, usage: string, hints: Record<string, string> = {}): string {
  // Drizzle's error only repeats the statement; its cause is the database's error.
  const error = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: string }).code ?? "";
  const migrate = "Has the database been migrated? (npm run db:migrate)";
  const known: Record<string, string> = { "42P01": migrate, "42703": migrate, ...hints };
  const hint = code.startsWith("ERR_PARSE_ARGS") ? usage : known[code];
  return hint ? `${error.message}\n${hint}` : error.message;
}
