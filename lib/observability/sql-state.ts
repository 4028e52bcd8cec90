/**
 * Whether an error's code is PostgreSQL's (SQLSTATE), so that the database did answer. Node's own codes can have
 * five letters, too: EPIPE, EPERM.
 */
export const isSqlState = (code: unknown): boolean =>
  /^[\dA-Z]{5}$/.test(String(code ?? "")) && !/^E[A-Z]+$/.test(String(code));
