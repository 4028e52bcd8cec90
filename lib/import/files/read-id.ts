import type { CellReading } from "./reading";

/** Excel's way to keep a number a text: `="0012"`; and a link with its text. */
const quoted = /^=\s*"((?:[^"]|"")*)"$/;
const link = /^=\s*HYPERLINK\(\s*"(?:[^"]|"")*"\s*[,;]\s*"((?:[^"]|"")*)"\s*\)$/i;
/** What Excel makes of a long number: `1.23457E+12`. Its last digits are lost. */
const spoiled = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** Salesforce's id in its short form, which tells capitals apart. */
const shortId = /^[A-Za-z0-9]{15}$/;

/** Reads a number or an id that is a text. */
export function readId(text: string): CellReading {
  const first = text.charCodeAt(0);
  // Most begin with a letter or a digit.
  if (first === 0x27) return { value: text.slice(1).trim(), repair: "apostrophe" };
  if (first === 0x3d) {
    const inside = quoted.exec(text)?.[1] ?? link.exec(text)?.[1];
    if (inside !== undefined) return { value: inside.replaceAll('""', '"').trim(), repair: "formula" };
  }
  if (first >= 0x30 && first <= 0x39 && spoiled.test(text)) return { reason: { code: "number-spoiled" } };
  return { value: text };
}

/** Reads an id of Salesforce, and lengthens a short one, so that files with either form meet. */
export function readSalesforceId(text: string): CellReading {
  const reading = readId(text);
  if (reading.reason || !shortId.test(reading.value)) return reading;
  return { value: lengthenId(reading.value), repair: "id-lengthened" };
}

const suffixes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/**
 * Lengthens Salesforce's id of 15 characters to 18: three characters say which letters are capitals, five each, the
 * first in the lowest bit. Source: public descriptions of CASESAFEID.
 */
export const lengthenId = (id: string): string =>
  id +
  [0, 5, 10]
    .map((start) =>
      [...id.slice(start, start + 5)].reduce(
        (bits, character, index) => (/[A-Z]/.test(character) ? bits | (1 << index) : bits),
        0,
      ),
    )
    .map((bits) => suffixes[bits])
    .join("");

/** Reads an e-mail address, also as a link or behind a name. */
export function readEmail(text: string): CellReading {
  if (!text.includes("<") && !text.includes(":")) return { value: text };
  const inside = /^[^<>]*<\s*([^<>\s]+)\s*>$/.exec(text)?.[1] ?? text;
  const value = inside.replace(/^mailto:/i, "");
  return value === text ? { value } : { value, repair: "email" };
}
