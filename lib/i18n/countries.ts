/** Formats a country's name with the platform's data; returns the code if it is unknown. */
export const formatCountry = (code: string, language: string): string =>
  new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(code) ?? code;

/** Sorts countries by name in the language's alphabetical order. */
export function sortCountries(codes: readonly string[], language: string): { code: string; name: string }[] {
  const { compare } = new Intl.Collator(language);
  return codes
    .map((code) => ({ code, name: formatCountry(code, language) }))
    .sort((a, b) => compare(a.name, b.name));
}
