import { z } from "zod";

/**
 * Writes a pattern of one character, apart from `excluded`: never a control character or half of a character,
 * which has no UTF-8. It means the same with and without the flag u, since a document cannot carry flags.
 * @param excluded ranges, as in a character class
 */
export const writeCharacter = (excluded: string): string =>
  String.raw`(?:[^\u0000-\u001f\u007f-\u009f\ud800-\udfff${excluded}]|[\ud800-\udbff][\udc00-\udfff])`;

// Separators of lines, and bidirectional overrides.
const character = writeCharacter(String.raw`\u2028\u2029\u202a-\u202e\u2066-\u2069`);
const line = new RegExp(`^${character}*$`);

/**
 * Creates the schema of a one-line text from a machine or a file, kept as given; it may be empty.
 * @param max in UTF-16 units
 */
export const createLineOrNothing = (max: number) =>
  z
    .string()
    .max(max, `must have at most ${max} characters`)
    .regex(line, "must not contain control characters or halves of characters");

/** Creates the schema of a one-line text that is not empty. */
export const createLine = (max: number) =>
  createLineOrNothing(max)
    .min(1, "must not be empty")
    .refine((text) => text === "" || text === text.trim(), "must not begin or end with a space");
