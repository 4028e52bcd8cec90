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

/** The parts of a device model that cards depend on. */
type Model = {
  modelId: string;
  /** Null for the configured one. */
  vendorCode: string | null;
  slots: { sensor: Sensor }[];
  countries: string[];
};

/** A card's exact URL, with details of a launch to it. */
export type CardLink = {
  url: string;
  vendorCode: string;
  card: Card;
  region: Region;
  /** Whether the link carries an exitUri. */
  exits: boolean;
};

/**
 * Finds a card by name, if model and country allow it.
 * @param model null for the account-wide card
 * @returns null for a card that is unknown or not offered
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
 * Builds a card's URL for a customer whose Amazon account is in `country`.
 * @param model null for the account-wide card
 * @returns null for a card that is unknown, or that model or country does not allow
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
  const vendorCode = model?.vendorCode ?? dash.vendorCode;
  const sensors = model?.slots.map(({ sensor }) => sensor);
  const page = pageOfCard[card];
  const exits = pages[page].exitByDefault;
  const link = buildLink(
    { page, channel, region, modelId: model?.modelId, sensors, exitUri: exits ? exitUri : undefined },
    { ...dash, vendorCode },
  );
  if (!link.ok) throw new LarderError("link-refused", link.problems.map(({ message }) => message).join(" "));
  return { url: link.value, vendorCode, card, region, exits };
}
