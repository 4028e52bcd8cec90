import type { Card } from "@/lib/dash";

/**
 * A link to a card, sent by a member of staff; `deviceId` is null for the account-wide card, which has a
 * `vendorCode` if the customer's devices have several vendors.
 */
export type LinkMail = {
  kind: "link";
  customerId: string;
  staffId: string;
  deviceId: string | null;
  card: Card;
  vendorCode?: string;
};

/**
 * A mail for the worker to write and send. It holds ids only; texts and addresses are looked up at sending.
 */
export type Mail =
  | { kind: "code"; codeId: string }
  /** Goes to the customer's previous address, which no row holds any longer. */
  | { kind: "email-changed"; customerId: string; to: string }
  | LinkMail;

/** The kinds of mail. */
export const mailKinds = ["code", "email-changed", "link"] as const satisfies Mail["kind"][];

/** A mail in the queue. */
export type QueuedMail = {
  id: string;
  kind: Mail["kind"];
  /** Set only if the mail itself names an address. */
  to: string | null;
  /** pg-boss's job state: created, retry, active, completed, cancelled or failed. */
  state: string;
  createdAt: Date;
  completedAt: Date | null;
};

/** A part of the work on an import that waits in the database: it goes on where the part before stopped. */
export type ImportJob = { importId: string };
