import type { Card, Channel } from "@/lib/dash/types";

/** The address that opens a card; a device id of null means the whole account. */
export const cardPath = (deviceId: string | null, card: Card, channel: Channel) =>
  `/devices/${deviceId ? `${deviceId}/` : ""}go/${card}${channel === "app" ? "?via=app" : ""}`;
