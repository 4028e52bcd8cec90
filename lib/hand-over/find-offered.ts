import type { CustomerProfile } from "@/lib/customers";
import { findCustomer } from "@/lib/customers";
import type { Card } from "@/lib/dash";
import { type Device, findDeviceOf, hasDeviceOf } from "@/lib/devices";
import { type LaunchSettings, offerCard } from "@/lib/launches";
import type { Staff } from "@/lib/viewer";
import type { CardRequest } from "./types";

/** A card that a customer has on their own page. */
export type OfferedCard = {
  customer: CustomerProfile & { country: string };
  /** Null for the card of the whole account. */
  device: Device | null;
  card: Card;
  /** Path of the portal's own page, where the card leads; through sign-in, for the customer alone. */
  portal: string;
};

/** Why there is no card: the customer is gone, or has none such (device, model or country does not allow it). */
export type NoCard = { refused: "gone" } | { refused: "not-found"; customer: CustomerProfile };

/** A card that the customer sees on their own page, for staff. Whoever shows it records that first. */
export async function findOffered(
  viewer: Pick<Staff, "kind">,
  { customerId, deviceId, card: wanted }: CardRequest,
  countryRegions: LaunchSettings["countryRegions"],
): Promise<OfferedCard | NoCard> {
  const customer = await findCustomer(viewer, customerId);
  if (!customer) return { refused: "gone" };
  const notFound: NoCard = { refused: "not-found", customer };
  const { country } = customer;
  if (!country) return notFound;
  const device = deviceId === null ? null : await findDeviceOf(viewer, customerId, deviceId);
  const exists = deviceId === null ? await hasDeviceOf(viewer, customerId, country) : device !== null;
  const offered = exists && offerCard(wanted, device, country, countryRegions);
  if (!offered) return notFound;
  const { card } = offered;
  const portal = device ? `/devices/${device.id}?card=${card}` : "/devices";
  return { customer: { ...customer, country }, device, card, portal };
}
