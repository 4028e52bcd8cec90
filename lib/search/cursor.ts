import { z } from "zod";
import { createCursor, sortKey } from "@/lib/cursors";

const SearchCursor = z.tuple([z.guid(), sortKey.nullable()]);

/** The last customer's id, and their sort key if results are sorted by name. */
export type SearchCursor = z.infer<typeof SearchCursor>;

/** Cursor of the end of a page of results. */
export const searchCursor = createCursor(SearchCursor);
