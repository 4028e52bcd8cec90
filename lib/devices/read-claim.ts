// Full-width letters and the dashes that keyboards make of a hyphen; what cannot be seen came by pasting.
const plain = (text: string) =>
  text
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2212\u30fc]/gu, "-")
    .replace(/\s+/gu, " ")
    .replace(/\p{C}/gu, "")
    .trim()
    .toUpperCase();

/** A model's id to the letter; PostgreSQL refuses NUL. */
export const readModelId = (text: string): string => text.slice(0, 200).replaceAll("\0", "");

/** A serial number in capitals: as it was typed, and without the spaces that labels print for reading. */
export function readSerial(text: string): { typed: string; joined: string } {
  const typed = plain(text);
  return { typed, joined: typed.replaceAll(" ", "") };
}

/** A claim code in capitals, without spaces and hyphens. */
export const readCode = (text: string): string => plain(text).replace(/[ -]/g, "");
