import { z } from "zod";

/** A text that a list is sorted by, as part of a cursor. PostgreSQL refuses NUL in a text. */
export const sortKey = z
  .string()
  .max(400)
  .refine((key) => !key.includes("\0"));

/** Writes and reads the end of a page of a list as an address carries it; any other text is read as null. */
export const createCursor = <Place>(schema: z.ZodType<Place>) => ({
  write: (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url"),
  read(text: string | null): Place | null {
    try {
      return schema.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString())).data ?? null;
    } catch {
      return null;
    }
  },
});
