import type { CustomerProfile } from "@/lib/customers";
import type { Card } from "@/lib/dash";

/** A staff launch that has returned. */
export type ReturnedStaffLaunch = {
  id: string;
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email">;
  /** Null for the account-wide card, and for a device that the customer no longer has. */
  deviceName: string | null;
  card: Card;
  openedAt: Date;
};
