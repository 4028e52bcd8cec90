/** A mail that the worker writes and sends. It names rows; words and addresses are looked up when it leaves. */
export type Mail =
  | { kind: "code"; codeId: string }
  /** To the address that a customer had before: the one thing that stands in no row any more. */
  | { kind: "email-changed"; customerId: string; to: string };
