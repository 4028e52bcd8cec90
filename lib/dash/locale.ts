import { isCountry } from "./countries.ts";

type Guess = { country: string; certain: boolean };

/** By languages of two letters, so at most 676: parsing a locale costs more than the rest. */
const guesses = new Map<string, Guess | null>();

/**
 * The country of a BCP 47 locale: `certain` when the locale names it, a guess when only its likely subtag does.
 * Null for garbage, for areas such as 419 and for `und`; never throws. Source: contract, decided.
 */
export function countryOfLocale(locale: string): Guess | null {
  const [, language, region] = /^([a-z]{2})(?:-([A-Z]{2}))?$/.exec(locale) ?? [];
  if (region && isCountry(region)) return { country: region, certain: true };
  if (!language || region) return readLocale(locale);
  const known = guesses.get(language);
  if (known !== undefined) return known;
  const guess = readLocale(language);
  guesses.set(language, guess);
  return guess;
}

function readLocale(locale: string): Guess | null {
  try {
    const parsed = new Intl.Locale(locale);
    // The likely subtag of "und" is US: a fallback to one region that nobody asked for.
    const country =
      parsed.region ?? (parsed.baseName.split("-")[0] === "und" ? undefined : parsed.maximize().region);
    return country && isCountry(country) ? { country, certain: parsed.region !== undefined } : null;
  } catch {
    return null;
  }
}
