import type { CustomerProfile } from "@/lib/customers";
import type { Card } from "@/lib/dash";
import type { Vendor } from "@/lib/devices";

/** A staff launch that has returned. */
export type ReturnedStaffLaunch = {
  id: string;
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email">;
  /** Null for the account-wide card, and for a device that the customer no longer has. */
  deviceName: string | null;
  /** Of the account-wide card, if the customer's devices have several vendors. */
  vendor: Vendor | null;
  card: Card;
  openedAt: Date;
};
