import { pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { findEvents } from "./find-events";
import { orUnrecorded } from "./or-unrecorded";
import { describeFilter, readFilter } from "./read-filter";
import { recordEvent } from "./record-event";
import type { AuditPage } from "./types";

/** Events per page. */
export const pageSize = 50;

/**
 * Reads a page of the audit, for administrators. Records the view before it returns the page.
 * @param given the filter's fields as typed
 * @param place cursor of a page's first or last event, from the URL
 * @returns `not-found` for other viewers, or a problem for each invalid field
 */
export const listEvents = (
  viewer: Viewer,
  given: unknown,
  place: { older: string | null; newer: string | null } = { older: null, newer: null },
  tx: Tx = pool(),
): Promise<Result<AuditPage>> =>
  orUnrecorded(async () => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const read = await readFilter(viewer, "audit.viewed", given, tx);
    if (!read.ok) return read;
    const goesBack = place.newer !== null;
    const direction = goesBack ? "newer" : "older";
    const cursor = place.newer ?? place.older;
    // One more than the page shows, to know whether there is another page.
    const found = await findEvents(read.value, { cursor, direction, limit: pageSize + 1 }, tx);
    const goesOn = found.length > pageSize;
    const shown = goesBack ? found.slice(-pageSize) : found.slice(0, pageSize);
    await recordEvent(viewer, { event: "audit.viewed", ...describeFilter(read.value) }, tx);
    return succeed({
      events: shown.map(({ row }) => row),
      newer: (goesBack ? goesOn : cursor !== null) ? (shown[0]?.cursor ?? null) : null,
      older: goesBack || goesOn ? (shown.at(-1)?.cursor ?? null) : null,
    });
  });
