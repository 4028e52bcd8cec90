import { createDecoder } from "./create-decoder";
import type { Encoding } from "./types";

/** Byte order marks. */
const marks: [Encoding, number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Finds the encoding of a file: by its byte order mark, by the zeros of UTF-16, as UTF-8 if most of it is valid, or
 * else Shift_JIS or Windows-1252.
 * @param head the first bytes
 * @param whole whether there are no more
 */
export function detectEncoding(head: Uint8Array, whole: boolean): Encoding {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  if (marked) return marked[0];
  const wide = detectWide(head);
  if (wide) return wide;
  if (decodeHead(head, "utf-8", whole) !== null || isMostlyUtf8(head)) return "utf-8";
  return isShiftJis(head, whole) ? "shift_jis" : "windows-1252";
}

/** Whether more letters are UTF-8 than bytes are not: then a few are broken, and the file is refused with their line. */
function isMostlyUtf8(head: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(head);
  const broken = text.split("\ufffd").length - 1;
  return text.replace(/[\0-\x7f]/g, "").length > 2 * broken;
}

/** Decodes the first bytes, and passes over a character that is cut at their end; null if they are invalid. */
export function decodeHead(head: Uint8Array, encoding: Encoding, whole: boolean): string | null {
  const decode = createDecoder(encoding);
  const text = decode(head);
  if (text === null || !whole) return text;
  const end = decode();
  return end === null ? null : text + end;
}

/**
 * Recognises UTF-16 without a mark: delimiters, digits and line ends have a zero on one side. Few letters have one on
 * the other side.
 */
function detectWide(head: Uint8Array): Encoding | null {
  const sample = head.subarray(0, 4096);
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  if (Math.max(odd, even) * 40 < sample.length) return null;
  if (odd > 3 * even) return "utf-16le";
  return even > 3 * odd ? "utf-16be" : null;
}

/**
 * Decides between Shift_JIS and Windows-1252. An accented letter of Windows-1252 takes the next letter for its second
 * byte and mostly has no valid one. What remains is weighed: kana, kanji beside kanji and runs of half-width katakana
 * speak for Shift_JIS; lone characters behind an ASCII letter or with one for their second byte, and private ones, for
 * Windows-1252.
 */
function isShiftJis(head: Uint8Array, whole: boolean): boolean {
  if (decodeHead(head, "shift_jis", whole) === null) return false;
  let japanese = 0;
  let western = 0;
  let run: Kind[] = [];
  let before = 0;
  const weighRun = () => {
    const weight = run.length === 1 && isLetter(before) ? -1 : weigh(run);
    if (weight > 0) japanese += weight;
    else western -= weight;
    run = [];
  };
  for (let index = 0; index < head.length; index++) {
    const kind = classify(head[index] as number, head[index + 1] ?? 0);
    if (kind === "ascii") {
      if (run.length > 0) weighRun();
      before = head[index] as number;
      continue;
    }
    run.push(kind);
    if (kind !== "half-width") index++;
  }
  weighRun();
  return japanese > western;
}

const isLetter = (byte: number): boolean => /[A-Za-z]/.test(String.fromCharCode(byte));

/** `common` is a kanji that is written often, `rare` another one; `-ascii` if its second byte could be a letter. */
type Kind = "ascii" | "half-width" | "kana" | "common" | "common-ascii" | "rare" | "rare-ascii" | "private";

function classify(lead: number, trail: number): Kind {
  if (lead <= 0x80 || lead === 0xa0 || lead >= 0xfd) return "ascii";
  if (lead >= 0xa1 && lead <= 0xdf) return "half-width";
  // 81 to 83: punctuation, full-width letters and kana; Windows-1252 has next to nothing there.
  if (lead <= 0x83) return "kana";
  if (lead <= 0x9f) return trail >= 0x80 ? "common" : "common-ascii";
  if (lead >= 0xf0) return "private";
  return trail >= 0x80 ? "rare" : "rare-ascii";
}

/** Weighs neighbouring characters: above 0 for Japanese, below for Western. */
function weigh(run: Kind[]): number {
  const count = (...kinds: Kind[]) => run.filter((kind) => kinds.includes(kind)).length;
  const sure = count("kana") + count("common");
  const common = sure + count("common-ascii");
  if (sure > 0 && run.length > 1) return run.length - 2 * count("private");
  if (common > 1) return common - count("private");
  if (count("half-width") > 2 && count("half-width") === run.length) return run.length;
  return sure - count("rare-ascii", "private", "half-width");
}
