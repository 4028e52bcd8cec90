import { z } from "zod";
import { createCursor, sortKey } from "@/lib/cursors";

const SearchCursor = z.tuple([z.guid(), sortKey.nullable()]);

/** The last customer's id, and their name where the customers come by name. */
export type SearchCursor = z.infer<typeof SearchCursor>;

/** Where a page of found customers ends. */
export const searchCursor = createCursor(SearchCursor);
