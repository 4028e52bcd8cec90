import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

// Crockford's base32: no i, l, o and u, which look like other characters or form words.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const pattern = /^(lk_[0-9a-hjkmnp-tv-z]{32})([0-9a-hjkmnp-tv-z]{7})$/;

/** Characters of a key that its row keeps, to recognise it by. */
const hintLength = 7;

/** Writes the check part: CRC-32 of the text before it, in seven characters. */
function writeCheck(text: string): string {
  const sum = crc32(text);
  return Array.from({ length: 7 }, (_, place) => alphabet[Math.floor(sum / 32 ** (6 - place)) % 32]).join("");
}

/** Creates a key: a prefix that secret scanners find, 160 random bits, and a check part. */
export function newKey(): string {
  // 32 is a factor of 256, so each character is equally likely.
  const text = `lk_${[...randomBytes(32)].map((byte) => alphabet[byte % 32]).join("")}`;
  return text + writeCheck(text);
}

/** Whether a text has a key's form and its check part fits, so that it is not mistyped. */
export function isWellFormedKey(text: string): boolean {
  const [, rest = "", check] = text.match(pattern) ?? [];
  return check === writeCheck(rest);
}

/** Hashes a key for the database, with SHA-256: it has too many random bits to be guessed from its hash. */
export const hashKey = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Returns the first characters of a key. */
export const getHint = (text: string): string => text.slice(0, hintLength);
