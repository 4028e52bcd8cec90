import { countries } from "@/lib/dash";
import { getCollator, rememberByLanguage } from "./by-language";
import type { Language } from "./languages";

/** A country that can be chosen. */
export type Country = { code: string; name: string };

const getNames = rememberByLanguage(
  (language) => new Intl.DisplayNames(language, { type: "region", fallback: "code" }),
);

/** Formats a country's name with the platform's data; returns the code if it is unknown. */
export const formatCountry = (code: string, language: Language): string =>
  getNames(language).of(code) ?? code;

/** Sorts countries by name in the language's alphabetical order. */
export function sortCountries(codes: readonly string[], language: Language): Country[] {
  const { compare } = getCollator(language);
  return codes
    .map((code) => ({ code, name: formatCountry(code, language) }))
    .sort((a, b) => compare(a.name, b.name));
}

/** Lists all countries that a customer can choose, in the language's alphabetical order. */
export const listCountries: (language: Language) => readonly Country[] = rememberByLanguage((language) =>
  sortCountries(Object.keys(countries), language),
);
