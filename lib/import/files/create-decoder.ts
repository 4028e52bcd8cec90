import type { Encoding } from "./types";

/** Bytes 80 to 9F of Windows-1252; some versions of Node decode them as ISO 8859-1. Source: encoding.spec.whatwg.org. */
const c1 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Decodes pieces of a file; the last call has none. Null if a byte is invalid. */
export type Decode = (piece?: Uint8Array) => string | null;

/** Creates a decoder that leaves the byte order mark out. */
export function createDecoder(encoding: Encoding): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const mend = encoding === "windows-1252" ? mendC1 : (text: string) => text;
  return (piece) => {
    try {
      return mend(piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
    } catch {
      return null;
    }
  };
}

const mendC1 = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (character) => c1[character.charCodeAt(0) - 0x80] as string);
