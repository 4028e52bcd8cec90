import { languages } from "./languages";

const known = new Map<string, string>();

/** Keeps the portal's languages, and tags of two letters, such as catalogues and customers have: at most 676. */
const isKept = (tag: string) => /^[a-z]{2}$/.test(tag) || languages.some((language) => language === tag);

/**
 * Formats a language's name in that language, capitalised for lists: "Deutsch", "Français", "English (US)".
 * @returns the input if it is not a language tag
 */
export function formatLanguage(tag: string): string {
  const name = known.get(tag) ?? writeName(tag);
  if (isKept(tag)) known.set(tag, name);
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
