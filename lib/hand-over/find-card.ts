import type { Region } from "@/lib/dash";
import { type LaunchSettings, linkCard } from "@/lib/launches";
import type { Staff } from "@/lib/viewer";
import { findOffered, type NoCard, type OfferedCard } from "./find-offered";
import type { CardRequest } from "./types";

/** A card of a customer, with every way there. */
export type CustomerCard = Omit<OfferedCard, "portal"> & {
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

/** A card that the customer sees on their own page, for staff. Whoever shows it records that first. */
export async function findCard(
  viewer: Staff,
  request: CardRequest,
  settings: LaunchSettings,
): Promise<CustomerCard | NoCard> {
  const found = await findOffered(viewer, request, settings.countryRegions);
  if ("refused" in found) return found;
  const { portal, ...offered } = found;
  const { customer, device, card } = offered;
  const website = linkCard(card, device, customer.country, "website", settings);
  const app = linkCard(card, device, customer.country, "app", settings);
  if (!website || !app) return { refused: "not-found", customer };
  const { region, exits } = website;
  return { ...offered, region, exits, links: { portal, website: website.url, app: app.url } };
}
