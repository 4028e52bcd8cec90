import type { CustomerProfile } from "@/lib/customers";
import type { Card } from "@/lib/dash";

/** What may be wrong with the reason for opening a page, as the card page's `problem` names it. */
export const reasonProblems = ["reason-empty", "reason-long", "reason-characters"] as const;
/** One of them. */
export type ReasonProblem = (typeof reasonProblems)[number];

/** A trip of a member of staff to a customer's page that came back. */
export type ReturnedStaffLaunch = {
  id: string;
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email">;
  /** Null for a card of the whole account, and for a device that the customer has no longer. */
  deviceName: string | null;
  card: Card;
  openedAt: Date;
};
