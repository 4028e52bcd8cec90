import { countries, isCountry } from "@/lib/dash";
import { alpha3 } from "./country-codes";
import { fold } from "./fold";
import { nameLanguages } from "./name-languages";

/** What people write beside the names of CLDR. Parts of the United Kingdom are written as countries. */
const others: Record<string, string[]> = {
  GB: [
    "UK",
    "Great Britain",
    "Großbritannien",
    "Grande-Bretagne",
    "Gran Bretagna",
    "Gran Bretaña",
    "Grã-Bretanha",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
  ],
  US: ["United States of America", "U.S.A.", "America", "EE.UU.", "EEUU", "EUA", "アメリカ", "米国"],
  GR: ["EL"],
  NL: ["Holland", "The Netherlands", "Pays Bas"],
  CZ: ["Czech Republic", "Tschechische Republik", "République tchèque"],
  KR: ["Korea", "Republic of Korea", "Corée", "Corea"],
  IE: ["Republic of Ireland", "Eire"],
  CH: ["Helvetia", "Schweiz/Suisse"],
  DE: ["BRD", "Federal Republic of Germany", "Bundesrepublik Deutschland"],
  TR: ["Turkey", "Turquie"],
  MK: ["Macedonia"],
  SZ: ["Swaziland"],
  JP: ["Nippon", "日本国"],
  CN: ["PR China", "People's Republic of China"],
  RU: ["Russian Federation"],
  VA: ["Vatican"],
};

let names: Map<string, string> | undefined;

/**
 * Finds the country that a text means: its code, its code of three letters, or its name in one of the portal's
 * languages.
 * @returns the code of two letters; null if it is none
 */
export function findCountry(text: string): string | null {
  if (isCountry(text)) return text;
  const key = fold(text);
  const capitals = key.toUpperCase();
  if (isCountry(capitals)) return capitals;
  names ??= listNames();
  return names.get(key) ?? null;
}

function listNames(): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, code: string) => {
    const key = fold(name);
    if (key.length > 1 && !found.has(key)) found.set(key, code);
  };
  for (const [code, words] of Object.entries(others)) for (const word of words) add(word, code);
  for (const [code, three] of Object.entries(alpha3)) add(three, code);
  for (const language of nameLanguages) {
    for (const style of ["long", "short"] as const) {
      const display = new Intl.DisplayNames(language, { type: "region", style, fallback: "none" });
      for (const code of Object.keys(countries)) add(display.of(code) ?? "", code);
    }
  }
  return found;
}
