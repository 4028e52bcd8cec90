import { createDecoder, type Decode } from "./create-decoder";
import type { Encoding, FileFault } from "./types";

/**
 * Decodes a file without its byte order mark, piece by piece.
 * @returns texts, and as the last value a fault if bytes are invalid in the encoding
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string | FileFault> {
  const decode = createDecoder(encoding);
  // One piece behind: a decoder that failed cannot say where.
  const witness = createDecoder(encoding);
  const lines = new LineCounter();
  for await (const piece of bytes) {
    const text = decode(piece);
    if (text === null) {
      const start = decodeStart(witness, piece);
      lines.add(start);
      if (start !== "") yield start;
      return yield { code: "encoding-broken", line: lines.line, encoding };
    }
    witness(piece);
    lines.add(text);
    if (text !== "") yield text;
  }
  if (decode() === null) return yield { code: "encoding-broken", line: lines.line, encoding };
}

/** Decodes what stands before the first invalid byte. */
function decodeStart(decode: Decode, piece: Uint8Array): string {
  let start = "";
  for (const byte of piece) {
    const text = decode(Uint8Array.of(byte));
    if (text === null) break;
    start += text;
  }
  return start;
}

/** Counts lines that end with LF or CRLF, or with CR if there is no LF. */
class LineCounter {
  #feeds = 0;
  #returns = 0;

  add(text: string): void {
    this.#feeds += count(text, "\n");
    if (this.#feeds === 0) this.#returns += count(text, "\r");
  }

  get line(): number {
    return 1 + (this.#feeds || this.#returns);
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found++;
  return found;
}
