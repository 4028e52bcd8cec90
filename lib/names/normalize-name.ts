/** Code points for each character, on average: what keeps one character from being a tower of marks. */
const maxCodePoints = 2;
/** UTF-16 units that are looked at, white space included: Unicode takes quadratic time to normalise some texts. */
const maxUnits = 2000;

// Line breaks and controls; what reorders the text around it; what no font knows; what a broken encoding leaves.
const refused =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cn}\p{Co}\p{Cs}\ufff9-\ufffd]/u;

// Joiners, fillers (U+3164 is one) and variation selectors show nothing by themselves, nor does a blank in Braille.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/gu;

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Writes a short text of one line as it is kept: NFC, no white space around it and single spaces inside. */
export const normalizeName = (text: string): string => text.trim().normalize("NFC").replace(/\s+/g, " ");

/**
 * Finds what is wrong with a name or another short text of one line. Any script, emoji and right-to-left text are fine.
 * @param maxCharacters as people count them
 * @returns null when nothing is
 */
export function findNameFault(text: string, maxCharacters: number): "empty" | "long" | "characters" | null {
  const trimmed = text.trim();
  if (refused.test(trimmed)) return "characters";
  if (trimmed.length > maxUnits) return "long";
  const name = normalizeName(trimmed);
  if (name.replace(invisible, "") === "") return "empty";
  // Code points first: they are counted quickly, however long the text is.
  const isLong =
    [...name].length > maxCharacters * maxCodePoints || [...characters.segment(name)].length > maxCharacters;
  return isLong ? "long" : null;
}
