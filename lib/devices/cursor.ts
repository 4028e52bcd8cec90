import { z } from "zod";

/** Where a page ends: the last device's sort key and id, and how many devices came up to there. */
const Cursor = z.tuple([
  // PostgreSQL refuses NUL in a text.
  z
    .string()
    .max(400)
    .refine((key) => !key.includes("\0")),
  z.guid(),
  z.int().positive().max(1_000_000),
]);
type Cursor = z.infer<typeof Cursor>;

/** A cursor as it stands in an address. */
export const writeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Reads a cursor from an address; anything that we did not write means the first page. */
export function readCursor(text: string | null): Cursor | null {
  try {
    return Cursor.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString())).data ?? null;
  } catch {
    return null;
  }
}
