import {
  buildLink,
  type Card,
  type Channel,
  cardsOf,
  pageOfCard,
  pages,
  type Region,
  regionOfCountry,
  type Sensor,
} from "@/lib/dash";
import { LarderError } from "@/lib/errors";
import type { LaunchSettings } from "./types";

/** A device model as a card needs it. */
type Model = { modelId: string; slots: { sensor: Sensor }[]; countries: string[] };

/** The exact address of a card, and what is known of a trip there. */
export type CardLink = {
  url: string;
  card: Card;
  region: Region;
  /** Whether the link carries an exitUri. */
  exits: boolean;
};

/**
 * A card by its name, where model and country allow it.
 * @param model null for a card of the whole account
 * @returns null for an unknown card, and for one that is not offered
 */
export function offerCard(
  wanted: string,
  model: Model | null,
  country: string,
  countryRegions: LaunchSettings["countryRegions"],
): { card: Card; region: Region } | null {
  const region = regionOfCountry(country, countryRegions);
  const allowed: readonly Card[] = model
    ? cardsOf(
        { sensors: model.slots.map(({ sensor }) => sensor), countries: model.countries },
        country,
        countryRegions,
      )
    : ["all-devices"];
  const card = allowed.find((name) => name === wanted);
  return card && region ? { card, region } : null;
}

/**
 * The address of a card for a customer whose Amazon account is in `country`.
 * @param model null for a card of the whole account
 * @returns null for an unknown card, and for one that the model or the country does not allow
 */
export function linkCard(
  wanted: string,
  model: Model | null,
  country: string,
  channel: Channel,
  { dash, countryRegions, exitUri }: LaunchSettings,
): CardLink | null {
  const offered = offerCard(wanted, model, country, countryRegions);
  if (!offered) return null;
  const { card, region } = offered;
  const sensors = model?.slots.map(({ sensor }) => sensor);
  const page = pageOfCard[card];
  const exits = pages[page].exitByDefault;
  const link = buildLink(
    { page, channel, region, modelId: model?.modelId, sensors, exitUri: exits ? exitUri : undefined },
    dash,
  );
  if (!link.ok) throw new LarderError("link-refused", link.problems.map(({ message }) => message).join(" "));
  return { url: link.value, card, region, exits };
}
