import { firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings, readPartner } from "@/app/settings";
import type { Preview } from "@/components/admin/types";
import { cardsOf, channels, type DeviceCard, inspectLink, regionOfCountry } from "@/lib/dash";
import { type Language, languages } from "@/lib/i18n/languages";
import { linkCard } from "@/lib/launches";
import { localize, type StoredModel } from "@/lib/models";

/**
 * Builds the preview of a model's page for the country and the language that the address names.
 * @param here the reader's language, which the preview has until another is chosen
 */
export function readPreview(model: StoredModel, parameters: Awaited<SearchParams>, here: string): Preview {
  const settings = readLaunchSettings();
  const wished = firstParam(parameters.country);
  const country = model.countries.find((code) => code === wished) ?? model.countries[0] ?? null;
  const wanted = [firstParam(parameters.language), here];
  const language: Language =
    wanted.flatMap((tag) => languages.find((each) => each === tag) ?? [])[0] ?? languages[0];
  const sensors = model.slots.map(({ sensor }) => sensor);
  const offered: readonly DeviceCard[] = country
    ? cardsOf({ sensors, countries: model.countries }, country, settings.countryRegions)
    : [];
  const linked = { ...model, vendorCode: model.vendorCode ?? null };
  return {
    country,
    countries: model.countries,
    language,
    partner: readPartner().name,
    hasRegion: country !== null && regionOfCountry(country, settings.countryRegions) !== undefined,
    device: {
      name: localize(model.names, model.name, language),
      drawing: model.drawing,
      picture: model.pictureHash ?? null,
      slots: model.slots.map(({ name, names, sensor }) => ({
        name: localize(names, name, language),
        sensor,
      })),
    },
    cards: offered.map((card) => ({
      card,
      links: channels.flatMap((channel) => {
        const url = linkCard(card, linked, country ?? "", channel, settings)?.url;
        if (!url) return [];
        const { endpoints, exitSchemes } = settings.dash;
        const faults = inspectLink(url, { endpoints, exitSchemes }).problems;
        return [{ channel, url, faults: faults.map(({ message }) => message) }];
      }),
    })),
  };
}
