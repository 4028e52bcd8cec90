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

/** The account-wide card of a vendor; `modelId` tells it from a model. */
type Account = { modelId?: undefined; vendorCode: string };

/** A card's exact URL, with details of a launch to it. */
export type CardLink = {
  url: string;
  vendorCode: string;
  card: Card;
  region: Region;
  /** Whether the link carries an exitUri. */
  exits: boolean;
};

const listSensors = ({ slots }: Model) => slots.map(({ sensor }) => sensor);

/**
 * Finds a card by name, if model and country allow it.
 * @returns null for a card that is unknown or not offered
 */
export function offerCard(
  wanted: string,
  model: Model | Account,
  country: string,
  countryRegions: LaunchSettings["countryRegions"],
): { card: Card; region: Region } | null {
  const region = regionOfCountry(country, countryRegions);
  const allowed: readonly Card[] =
    model.modelId === undefined
      ? ["all-devices"]
      : cardsOf({ sensors: listSensors(model), countries: model.countries }, country, countryRegions);
  const card = allowed.find((name) => name === wanted);
  return card && region ? { card, region } : null;
}

/**
 * Builds a card's URL for a customer whose Amazon account is in `country`.
 * @returns null for a card that is unknown, or that model or country does not allow
 */
export function linkCard(
  wanted: string,
  model: Model | Account,
  country: string,
  channel: Channel,
  { dash, countryRegions, exitUri }: LaunchSettings,
): CardLink | null {
  const offered = offerCard(wanted, model, country, countryRegions);
  if (!offered) return null;
  const { card, region } = offered;
  const vendorCode = model.vendorCode ?? dash.vendorCode;
  const sensors = model.modelId === undefined ? undefined : listSensors(model);
  const page = pageOfCard[card];
  const exits = pages[page].exitByDefault;
  const link = buildLink(
    { page, channel, region, modelId: model.modelId, sensors, exitUri: exits ? exitUri : undefined },
    { ...dash, vendorCode },
  );
  if (!link.ok) throw new LarderError("link-refused", link.problems.map(({ message }) => message).join(" "));
  return { url: link.value, vendorCode, card, region, exits };
}
