import { type Language, languages } from "./languages";

const known = new Map<Language, string>();

/**
 * Formats a language's name in that language, capitalised for lists: "Deutsch", "Français", "English (US)".
 * Remembers the portal's own languages.
 * @returns the input if it is not a language tag
 */
export function formatLanguage(tag: string): string {
  const own = languages.find((language) => language === tag);
  const name = (own && known.get(own)) ?? writeName(tag);
  if (own) known.set(own, name);
  return name;
}

function writeName(tag: string): string {
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
