import { regionOfCountry } from "./countries.ts";
import { deviceCards, pageOfCard, servesSensors } from "./pages.ts";
import type { DeviceCard, Region, Sensor } from "./types.ts";

/**
 * The cards of a device model for a customer of this country, in the order they are shown: none without a region
 * or where the partner did not enable the model; `parts` only with a usage sensor. Source: contract, decided.
 */
export function cardsOf(
  model: { sensors: readonly Sensor[]; countries: readonly string[] },
  country: string,
  overrides?: Readonly<Record<string, Region>>,
): DeviceCard[] {
  if (!regionOfCountry(country, overrides) || !model.countries.includes(country)) return [];
  return deviceCards.filter((card) => servesSensors(pageOfCard[card], model.sensors));
}
