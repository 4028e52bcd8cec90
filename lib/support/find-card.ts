import type { Card, Region } from "@/lib/dash";
import { type Device, findDeviceOf, hasDeviceOf } from "@/lib/devices";
import { type LaunchSettings, linkCard } from "@/lib/launches";
import type { Staff } from "@/lib/viewer";
import { findCustomer } from "./find-customer";
import type { CustomerProfile } from "./types";

/** A card of a customer, with every way there. */
export type CustomerCard = {
  customer: CustomerProfile;
  /** Null for the card of the whole account. */
  device: Device | null;
  card: Card;
  region: Region;
  /** Whether its links carry an exitUri. */
  exits: boolean;
  links: {
    /** Path of the portal's own page, where the card leads; through sign-in, for the customer alone. */
    portal: string;
    /** Amazon's page of the customer's region. */
    website: string;
    /** The same in the Alexa app. */
    app: string;
  };
};

/** Why there is no card: the customer is gone, or has none such (device, model or country does not allow it). */
export type NoCard = { refused: "gone" } | { refused: "not-found"; customer: CustomerProfile };

/** A card that the customer sees on their own page, for staff. Whoever shows it records that first. */
export async function findCard(
  viewer: Staff,
  customerId: string,
  deviceId: string | null,
  wanted: string,
  settings: LaunchSettings,
): Promise<CustomerCard | NoCard> {
  const customer = await findCustomer(viewer, customerId);
  if (!customer) return { refused: "gone" };
  const notFound: NoCard = { refused: "not-found", customer };
  const { country } = customer;
  if (!country) return notFound;
  const device = deviceId === null ? null : await findDeviceOf(viewer, customerId, deviceId);
  const exists = deviceId === null ? await hasDeviceOf(viewer, customerId, country) : device !== null;
  const website = exists && linkCard(wanted, device, country, "website", settings);
  const app = exists && linkCard(wanted, device, country, "app", settings);
  if (!website || !app) return notFound;
  const { card, region, exits } = website;
  const portal = device ? `/devices/${device.id}?card=${card}` : "/devices";
  return { customer, device, card, region, exits, links: { portal, website: website.url, app: app.url } };
}
