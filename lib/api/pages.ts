import { z } from "@hono/zod-openapi";
import { createCursor, sortKey } from "@/lib/cursors";
import { type Result, refuse, succeed } from "@/lib/result";

/** The query of a list. */
export const PageQuery = z.strictObject({
  after: z
    .string()
    .max(2000)
    .optional()
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

// Opaque, because a sort key need not be one of the partner's identifiers.
const cursors = createCursor(z.tuple([sortKey]));

type Page<Row> = { rows: Row[]; next: string | null };

/**
 * Reads a page of a list.
 * @param read the rows after a sort key (empty for the first), at most so many
 * @returns `malformed` for an `after` that no page gave
 */
export async function readPage<Row>(
  { after, limit }: z.output<typeof PageQuery>,
  read: (page: { after: string; limit: number }) => Promise<Row[]>,
  getKey: (row: Row) => string,
): Promise<Result<Page<Row>, "malformed">> {
  const place = after ? cursors.read(after) : [""];
  if (!place) return refuse("malformed", { field: "after", subject: "send next as you got it" });
  // One more than the page shows, to know whether there is another page.
  const found = await read({ after: place[0] ?? "", limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return succeed({ rows, next: found.length > limit && last ? cursors.write([getKey(last)]) : null });
}
