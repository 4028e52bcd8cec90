import { z } from "zod";

// Control characters, separators of lines, bidirectional overrides, and halves of characters, which have no UTF-8.
const characters = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;

/**
 * Creates the schema of a one-line text from a machine or a file, kept as given.
 * @param max in UTF-16 units
 */
export const createLine = (max: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .regex(characters, "must not contain control characters or halves of characters");
