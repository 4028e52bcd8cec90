import { DrizzleQueryError } from "drizzle-orm";
import { DatabaseError } from "pg";

/** Whether a query failed because of this constraint or unique index. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof DrizzleQueryError
    ? violates(error.cause, constraint)
    : error instanceof DatabaseError && error.constraint === constraint;
