/**
 * A language's name in that language, as it stands in a list: "Deutsch", "Français", "English (US)".
 * @returns the text itself where it is no language tag
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
