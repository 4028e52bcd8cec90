import { and, eq, isNull, sql } from "drizzle-orm";
import { type Card, cardsOf, type DeviceCard, type PageType, pageOfCard, type Region } from "@/lib/dash";
import { customers, deviceModels, devices, pool, slots, type Tx } from "@/lib/db";
import { isKeyOf } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { linkCard } from "./link-card";
import type { LaunchSettings } from "./types";

/** What links are for: a registered device in its owner's country, or a model in any country. */
export type LinkTarget =
  | { modelId: string; serial: string; country?: undefined }
  | { modelId: string; serial?: undefined; country: string };

/** A card with its links. */
export type CardLinks = { card: Card; page: PageType; website: string; app: string };

/** All cards of a model in a country. */
export type LinkList = { country: string; region: Region; cards: CardLinks[] };

/**
 * Lists all cards of a device or a model with their links.
 * @returns `not-found` for a device that nobody has, `card-none` where model or country allow no card
 */
export async function listLinks(
  _scope: PartnerScope<"links:read">,
  target: LinkTarget,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Result<LinkList, "not-found" | "model-unknown" | "country-unknown" | "card-none">> {
  const { modelId } = target;
  const [row] = await tx.select().from(deviceModels).where(eq(deviceModels.modelId, modelId));
  if (!row) return refuse("model-unknown");
  const found = await findCountry(target, tx);
  if (!found.ok) return found;
  const country = found.value;
  const sensors = await tx.select({ sensor: slots.sensor }).from(slots).where(eq(slots.modelId, modelId));
  const model = { modelId, vendorCode: row.vendorCode, countries: row.countries, slots: sensors };
  const names: readonly DeviceCard[] = cardsOf(
    { sensors: sensors.map(({ sensor }) => sensor), countries: row.countries },
    country,
    settings.countryRegions,
  );
  const links = names.flatMap((card) => {
    const website = linkCard(card, model, country, "website", settings);
    const app = linkCard(card, model, country, "app", settings);
    return website && app
      ? [
          {
            region: website.region,
            links: { card, page: pageOfCard[card], website: website.url, app: app.url },
          },
        ]
      : [];
  });
  const [first] = links;
  if (!first) return refuse("card-none");
  return succeed({ country, region: first.region, cards: links.map((each) => each.links) });
}

/** Finds the country of the target: as given, or that of the device's owner. */
async function findCountry(
  { modelId, serial, country }: LinkTarget,
  tx: Tx,
): Promise<Result<string, "not-found" | "country-unknown">> {
  if (country !== undefined) return succeed(country);
  const [owner] = await tx
    .select({ country: customers.country })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .where(and(eq(devices.modelId, modelId), isKeyOf(serial, devices.serialKey), isNull(devices.removedAt)))
    .orderBy(sql`${devices.serial} = ${serial} desc`)
    .limit(1);
  if (!owner) return refuse("not-found");
  return owner.country ? succeed(owner.country) : refuse("country-unknown");
}
