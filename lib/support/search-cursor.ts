import { z } from "zod";

/** Where a page ends: the last customer's id, and their name where the customers come by name. */
const SearchCursor = z.tuple([
  z.guid(),
  // PostgreSQL refuses NUL in a text.
  z
    .string()
    .max(400)
    .refine((sort) => !sort.includes("\0"))
    .nullable(),
]);
export type SearchCursor = z.infer<typeof SearchCursor>;

/** A cursor as it stands in an address. */
export const writeSearchCursor = (cursor: SearchCursor) =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Reads a cursor from an address; anything that we did not write means the first page. */
export function readSearchCursor(text: string | null | undefined): SearchCursor | null {
  try {
    return SearchCursor.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString())).data ?? null;
  } catch {
    return null;
  }
}
