import { isCountry } from "./countries.ts";

/**
 * The country of a BCP 47 locale: `certain` when the locale names it, a guess when only its likely subtag does.
 * Null for garbage, for areas such as 419 and for `und`; never throws. Source: contract, decided.
 */
export function countryOfLocale(locale: string): { country: string; certain: boolean } | null {
  // Most name it, and parsing costs more than all the rest.
  const [, country = ""] = /^[a-z]{2}-([A-Z]{2})$/.exec(locale) ?? [];
  if (isCountry(country)) return { country, certain: true };
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
