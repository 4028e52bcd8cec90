import type { Encoding } from "./types";

/** Decodes pieces of a file; the last call has none. Null if a byte is invalid. */
export type Decode = (piece?: Uint8Array) => string | null;

/** Creates a decoder that leaves the byte order mark out. */
export function createDecoder(encoding: Encoding): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (piece) => {
    try {
      // Always as a stream: without it Node 20 takes Windows-1252 for ISO 8859-1 and loses € and ’.
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      return null;
    }
  };
}
