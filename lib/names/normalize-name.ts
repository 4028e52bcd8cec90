/** Average code points allowed per character, to keep out stacks of combining marks. */
const maxCodePoints = 2;
/** Longest text that is read, in UTF-16 units, because some texts take quadratic time to normalise. */
const maxUnits = 2000;

// Line breaks and controls, bidirectional controls, unassigned and private code points, and encoding errors.
const refused =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cn}\p{Co}\p{Cs}\ufff9-\ufffd]/u;

// Joiners, fillers (U+3164, for example), variation selectors and the Braille blank show nothing on their
// own.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/gu;

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Normalises a one-line text for storage: NFC, trimmed, single spaces. */
export const normalizeName = (text: string): string => text.trim().normalize("NFC").replace(/\s+/g, " ");

/**
 * Finds the fault in a name or other one-line text. Any script, emoji and right-to-left text are fine.
 * @param maxCharacters as people count them
 * @returns null if the text is valid
 */
export function findNameFault(text: string, maxCharacters: number): "empty" | "long" | "characters" | null {
  const trimmed = text.trim();
  if (refused.test(trimmed)) return "characters";
  if (trimmed.length > maxUnits) return "long";
  const name = normalizeName(trimmed);
  if (name.replace(invisible, "") === "") return "empty";
  // Code points first, because counting them is fast at any length.
  const isLong =
    [...name].length > maxCharacters * maxCodePoints || [...characters.segment(name)].length > maxCharacters;
  return isLong ? "long" : null;
}
