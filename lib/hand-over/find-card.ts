import type { CustomerProfile } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import { type LaunchSettings, linkCard } from "@/lib/launches";
import type { CustomerScope } from "@/lib/scope";
import { findOffered } from "./find-offered";
import type { CardRequest, CustomerCard } from "./types";

/**
 * Finds a card that the customer sees on their own page, with its links. Callers must record that before they
 * show it.
 * @param language null if nobody reads its names
 * @returns null when device, vendor, model or country does not allow it
 */
export async function findCard(
  scope: CustomerScope,
  customer: Pick<CustomerProfile, "country">,
  request: Omit<CardRequest, "customerId">,
  settings: LaunchSettings,
  language: string | null,
  tx: Tx = pool(),
): Promise<CustomerCard | null> {
  const found = await findOffered(scope, customer, request, settings, language, tx);
  if (!found) return null;
  const { portal, ...offered } = found;
  const { device, vendorCode, card, country } = offered;
  const subject = device ?? { vendorCode };
  const website = linkCard(card, subject, country, "website", settings);
  const app = linkCard(card, subject, country, "app", settings);
  if (!website || !app) return null;
  const { region, exits } = website;
  return { ...offered, region, exits, links: { portal, website: website.url, app: app.url } };
}
