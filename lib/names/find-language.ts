import { LanguageTag } from "./codes";
import { fold } from "./fold";
import { nameLanguages } from "./name-languages";

/** Codes that ISO 639-2 has for libraries, and that `Intl` does not replace. */
const others: Record<string, string> = {
  ger: "de",
  fre: "fr",
  dut: "nl",
  chi: "zh",
  cze: "cs",
  gre: "el",
  per: "fa",
  rum: "ro",
  slo: "sk",
};

const known = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
let names: Map<string, string> | undefined;

/**
 * Finds the language that a text means: a tag in any case, a locale such as `en_US.UTF-8`, or a name in one of the
 * portal's languages.
 * @returns a BCP 47 tag; null if it is none
 */
export function findLanguage(text: string): string | null {
  names ??= listNames();
  return readTag(text) ?? names.get(fold(text)) ?? null;
}

function readTag(text: string): string | null {
  const locale = text.replaceAll("_", "-").replace(/\..*$/, "");
  if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i.test(locale)) return null;
  const tag = others[locale.toLowerCase()] ?? Intl.getCanonicalLocales(locale)[0] ?? "";
  const [language = ""] = tag.split("-");
  return known.of(language) && LanguageTag.safeParse(tag).success ? tag : null;
}

const letters = [..."abcdefghijklmnopqrstuvwxyz"];

function listNames(): Map<string, string> {
  const found = new Map<string, string>();
  const codes = letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => known.of(code));
  for (const language of nameLanguages) {
    const display = new Intl.DisplayNames(language, { type: "language", fallback: "none" });
    for (const code of codes) {
      const key = fold(display.of(code) ?? "");
      const canonical = Intl.getCanonicalLocales(code)[0] as string;
      if (key.length > 1 && !found.has(key)) found.set(key, canonical);
    }
  }
  return found;
}
