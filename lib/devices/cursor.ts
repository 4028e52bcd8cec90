import { z } from "zod";
import { createCursor, sortKey } from "@/lib/cursors";

/** Cursor of a page's end: the last device's sort key and id, and the number of devices up to it. */
export const deviceCursor = createCursor(z.tuple([sortKey, z.guid(), z.int().positive().max(1_000_000)]));
