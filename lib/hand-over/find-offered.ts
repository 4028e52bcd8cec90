import type { CustomerProfile } from "@/lib/customers";
import type { Tx } from "@/lib/db";
import { findDevice, hasDevice } from "@/lib/devices";
import { type LaunchSettings, offerCard } from "@/lib/launches";
import { routes } from "@/lib/routes";
import type { CustomerScope } from "@/lib/scope";
import type { CardRequest, OfferedCard } from "./types";

/**
 * Finds a card that the customer sees on their own page. Callers must record that before they show it.
 * @returns null when device, model or country does not allow it
 */
export async function findOffered(
  scope: CustomerScope,
  { country }: Pick<CustomerProfile, "country">,
  { deviceId, card: wanted }: Omit<CardRequest, "customerId">,
  { countryRegions }: Pick<LaunchSettings, "countryRegions">,
  tx: Tx,
): Promise<OfferedCard | null> {
  if (!country) return null;
  const device = deviceId && (await findDevice(scope, deviceId, tx));
  const exists = deviceId ? device !== null : await hasDevice(scope, country, tx);
  const offered = exists && offerCard(wanted, device, country, countryRegions);
  if (!offered) return null;
  const { card } = offered;
  const portal = device ? routes.device({ deviceId: device.id }, { card }) : routes.devices();
  return { country, device, card, portal };
}
