/** A country's name in a language, by the platform's own tables; the code itself when they do not know it. */
export const formatCountry = (code: string, language: string): string =>
  new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(code) ?? code;

/** Codes with their names, in the order of the language's alphabet. */
export function sortCountries(codes: readonly string[], language: string): { code: string; name: string }[] {
  const { compare } = new Intl.Collator(language);
  return codes
    .map((code) => ({ code, name: formatCountry(code, language) }))
    .sort((a, b) => compare(a.name, b.name));
}
