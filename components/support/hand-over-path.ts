import type { Card } from "@/lib/dash/types";

/** The address where staff hand a customer's card over; a device id of null means the whole account. */
export const handOverPath = (customerId: string, deviceId: string | null, card: Card) =>
  `/support/customers/${customerId}/cards/${card}${deviceId ? `?device=${deviceId}` : ""}`;
