/** The command line is invalid. The message says how to correct it. */
export class UsageError extends Error {}
