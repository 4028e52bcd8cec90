import type { CustomerProfile } from "@/lib/customers";
import type { Tx } from "@/lib/db";
import { chooseVendor, findDevice, listVendors } from "@/lib/devices";
import { type OfferSettings, offerCard } from "@/lib/launches";
import { routes } from "@/lib/routes";
import type { CustomerScope } from "@/lib/scope";
import type { CardRequest, OfferedCard } from "./types";

/**
 * Finds a card that the customer sees on their own page. Callers must record that before they show it.
 * @param language null if nobody reads its names
 * @returns null when device, vendor, model or country does not allow it
 */
export async function findOffered(
  scope: CustomerScope,
  { country }: Pick<CustomerProfile, "country">,
  { deviceId, vendorCode, card: wanted }: Omit<CardRequest, "customerId">,
  { countryRegions, dash }: OfferSettings,
  language: string | null,
  tx: Tx,
): Promise<OfferedCard | null> {
  if (!country) return null;
  const device = deviceId && (await findDevice(scope, deviceId, language, tx));
  const vendors = deviceId ? [] : await listVendors(scope, country, dash.vendorCode, language, tx);
  const subject = device ?? chooseVendor(vendors, vendorCode);
  const offered = subject && offerCard(wanted, subject, country, countryRegions);
  if (!offered) return null;
  const { card } = offered;
  const portal = device ? routes.device({ deviceId: device.id }, { card }) : routes.devices();
  const vendor = vendors.length > 1 ? chooseVendor(vendors, vendorCode) : null;
  return { country, device, vendorCode: subject.vendorCode ?? dash.vendorCode, vendor, card, portal };
}

/** Names a card for the audit and the mail queue. */
export const aboutCard = ({ device, vendor, card }: Pick<OfferedCard, "device" | "vendor" | "card">) => ({
  deviceId: device?.id ?? null,
  card,
  ...(vendor && { vendorCode: vendor.vendorCode }),
});
