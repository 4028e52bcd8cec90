import { z } from "zod";
import { createCursor, sortKey } from "@/lib/cursors";

/** Where a page ends: the last device's sort key and id, and how many devices came up to there. */
export const deviceCursor = createCursor(z.tuple([sortKey, z.guid(), z.int().positive().max(1_000_000)]));
