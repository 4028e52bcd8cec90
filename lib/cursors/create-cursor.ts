import { z } from "zod";

/** A text sort key in a cursor. PostgreSQL rejects NUL in a text. */
export const sortKey = z
  .string()
  .max(400)
  .refine((key) => !key.includes("\0"));

/** Creates a codec for cursors in URLs; it reads malformed text as null. */
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
