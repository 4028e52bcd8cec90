import { findText } from "./localize";
import type { Gap, StoredContent } from "./types";

/** The texts of a model that customers read, each with the one for all other languages. */
const listTexts = ({ name, names, noLevel, noLevels, slots }: StoredContent) => [
  { text: name, texts: names },
  ...slots.map((slot) => ({ text: slot.name, texts: slot.names })),
  ...(noLevel === undefined ? [] : [{ text: noLevel, texts: noLevels }]),
];

/**
 * Returns those of the portal's languages in which all texts of a model are written. The text without a language
 * counts as English, American and British.
 */
export function listLanguages(content: StoredContent, languages: readonly string[]): string[] {
  const all = listTexts(content);
  return languages.filter(
    (language) =>
      language.startsWith("en-") || all.every(({ texts }) => findText(texts, language) !== undefined),
  );
}

/** Finds what a model still lacks before customers should see it. */
export function findGaps(content: StoredContent, triedAt: Date | null, languages: readonly string[]): Gap[] {
  const { countries, slots, pictureHash, drawing } = content;
  const lacks: Record<Gap, boolean> = {
    languages: listLanguages(content, languages).length < languages.length,
    picture: !pictureHash && drawing === "device",
    countries: countries.length === 0,
    supplies: slots.length === 0,
    tried: triedAt === null,
  };
  return (Object.keys(lacks) as Gap[]).filter((gap) => lacks[gap]);
}
