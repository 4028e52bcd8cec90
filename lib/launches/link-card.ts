import {
  buildLink,
  type Card,
  type Channel,
  cardsOf,
  type DashSettings,
  type LinkRequest,
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
  const page = pageOfCard[card];
  const exits = pages[page].exitByDefault;
  const { modelId } = model;
  const request = { page, channel, region, modelId, exitUri: exits ? exitUri : undefined };
  return { url: buildOnce(request, { ...dash, vendorCode }, dash), vendorCode, card, region, exits };
}

/** Links by what they depend on, for each set of settings. The catalogue decides how many there are, not visitors. */
const built = new WeakMap<DashSettings, Map<string, string>>();
const mostLinks = 10_000;

function buildOnce(request: LinkRequest, settings: DashSettings, shared: DashSettings): string {
  const links = built.get(shared) ?? new Map<string, string>();
  const key = JSON.stringify([request, settings.vendorCode]);
  const known = links.get(key);
  if (known) return known;
  const link = buildLink(request, settings);
  if (!link.ok) throw new LarderError("link-refused", link.problems.map(({ message }) => message).join(" "));
  if (links.size >= mostLinks) links.clear();
  built.set(shared, links.set(key, link.value));
  return link.value;
}
