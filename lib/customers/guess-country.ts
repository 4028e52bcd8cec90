import { countryOfLocale } from "@/lib/dash";

/**
 * Guesses the country to suggest in the country question; the customer decides. The profile comes first,
 * because browsers all over the world send en-US.
 * @param language from the profile
 * @param accepted the Accept-Language header
 */
export function guessCountry(language: string | null, accepted: string | null): string | null {
  const profile = language ? countryOfLocale(language) : null;
  if (profile) return profile.country;
  let likely: string | null = null;
  for (const part of (accepted ?? "").split(",")) {
    const guess = countryOfLocale(part.split(";")[0]?.trim() ?? "");
    if (guess?.certain) return guess.country;
    likely ??= guess?.country ?? null;
  }
  return likely;
}
