import { countryOfLocale } from "@/lib/dash";

const listGuesses = (tags: readonly (string | null | undefined)[]) =>
  tags.flatMap((tag) => (tag ? (countryOfLocale(tag) ?? []) : []));

/**
 * Guesses the country to suggest in the country question; the customer decides. The profile comes first,
 * because browsers all over the world send en-US.
 * @param language from the profile
 * @param accepted the Accept-Language header
 */
export function guessCountry(language: string | null, accepted: string | null): string | null {
  const browser = listGuesses((accepted ?? "").split(",").map((part) => part.split(";")[0]?.trim()));
  const guess = listGuesses([language])[0] ?? browser.find(({ certain }) => certain) ?? browser[0];
  return guess?.country ?? null;
}
