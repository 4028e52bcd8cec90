import type { LocalName } from "./types";

/** Amazon's locales and the languages that they stand for. */
const languages = new Map([
  ["en-US", "en-US"],
  ["en-GB", "en-GB"],
  ["de-DE", "de"],
  ["fr-FR", "fr"],
  ["it-IT", "it"],
  ["es-ES", "es"],
  ["ja-JP", "ja"],
  ["pt-BR", "pt-BR"],
]);

/** Names by language, the one for all other languages, and what is in neither. */
export type ChosenNames = { name: string; names: Record<string, string>; leftOut: LocalName[] };

/** Chooses names by language. Another country's locale, such as es-MX, serves a language that has no name yet. */
export function chooseNames(given: readonly LocalName[]): ChosenNames {
  const names: Record<string, string> = {};
  const leftOut: LocalName[] = [];
  const others: LocalName[] = [];
  for (const each of given) {
    const language = languages.get(each.locale ?? "");
    if (language === undefined) others.push(each);
    else if (names[language] === undefined) names[language] = each.text;
    else leftOut.push(each);
  }
  for (const each of others) {
    const language = readLanguage(each.locale);
    if (language && !hasLanguage(names, language)) names[language] = each.text;
    else leftOut.push(each);
  }
  const english = Object.keys(names).find((tag) => tag.startsWith("en"));
  const name =
    names["en-US"] ?? names["en-GB"] ?? names[english ?? Object.keys(names)[0] ?? ""] ?? given[0]?.text ?? "";
  const kept = [name, ...Object.values(names)];
  return { name, names, leftOut: leftOut.filter(({ text }) => !kept.includes(text)) };
}

const hasLanguage = (names: object, language: string) =>
  Object.keys(names).some((tag) => tag.split("-")[0] === language);

/** Reads the language of a locale; null for garbage. */
function readLanguage(locale = ""): string | null {
  try {
    const { language } = new Intl.Locale(locale.replaceAll("_", "-"));
    return /^[a-z]{2,3}$/.test(language) ? language : null;
  } catch {
    return null;
  }
}
