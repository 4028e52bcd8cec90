/**
 * Formats a language's name in that language, capitalised for lists: "Deutsch", "Français", "English (US)".
 * @returns the input if it is not a language tag
 */
export function formatLanguage(tag: string): string {
  if (!isTag(tag)) return tag;
  const names = new Intl.DisplayNames(tag, { type: "language", languageDisplay: "standard", style: "short" });
  const name = names.of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
