import type { Card } from "@/lib/dash";

/** The way to a card, which a member of staff sends; a device of null means the card of the whole account. */
export type LinkMail = {
  kind: "link";
  customerId: string;
  staffId: string;
  deviceId: string | null;
  card: Card;
};

/** A mail that the worker writes and sends. It names rows; words and addresses are looked up when it leaves. */
export type Mail =
  | { kind: "code"; codeId: string }
  /** To the address that a customer had before: the one thing that stands in no row any more. */
  | { kind: "email-changed"; customerId: string; to: string }
  | LinkMail;

/** The kinds of mail. */
export const mailKinds = ["code", "email-changed", "link"] as const satisfies Mail["kind"][];

/** A mail in the queue. */
export type QueuedMail = {
  id: string;
  kind: Mail["kind"];
  /** Only where the mail itself names an address. */
  to: string | null;
  /** pg-boss's word: created, retry, active, completed, cancelled or failed. */
  state: string;
  createdAt: Date;
  completedAt: Date | null;
};
