import type { CustomerProfile } from "@/lib/customers";
import type { Card } from "@/lib/dash";

/** A trip of a member of staff to a customer's page that came back. */
export type ReturnedStaffLaunch = {
  id: string;
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email">;
  /** Null for a card of the whole account, and for a device that the customer has no longer. */
  deviceName: string | null;
  card: Card;
  openedAt: Date;
};
