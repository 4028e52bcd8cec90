import { z } from "@hono/zod-openapi";
import { createLineOrNothing } from "@/lib/names";

/** The query of a list. */
export const PageQuery = z.strictObject({
  after: createLineOrNothing(1000)
    .default("")
    .meta({ description: "`next` of the page before; none for the first." }),
  limit: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(1000, "must be at most 1000")
    .default(100)
    .meta({ description: "How many at most." }),
});

/** The place of the next page. */
export const Next = z
  .string()
  .nullable()
  .meta({ description: "Send it as `after` for the next page; null on the last one." });

/** Returns the place of the page after this one. */
export const findNext = <Row>(
  rows: readonly Row[],
  limit: number,
  getKey: (row: Row) => string,
): string | null => {
  const last = rows.at(-1);
  return rows.length === limit && last ? getKey(last) : null;
};
