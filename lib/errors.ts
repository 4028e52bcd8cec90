/** What can go wrong in a way that we have words for; the status is what a route handler answers. */
export const problemStatus = {
  forbidden: 403,
  "not-found": 404,
  prefetch: 503,
  unavailable: 503,
  /** The audit cannot be written, so what it would hold does not happen. */
  unrecorded: 503,
} as const;

/** A problem with words in messages/, under `problems`. */
export type ProblemCode = keyof typeof problemStatus;

/** A broken promise inside the product (not bad input, which is answered by a value). */
export class LarderError extends Error {
  constructor(
    readonly code:
      | "link-refused"
      | "sign-in-incomplete"
      | "mail-failed"
      | "mail-undeliverable"
      | "audit-failed"
      | "keys-unavailable",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "LarderError";
  }
}
