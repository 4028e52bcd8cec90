import type { Viewer } from "@/lib/viewer";
import { findEvents } from "./find-events";
import { noteOf, readFilter } from "./read-filter";
import { recordEvent } from "./record-event";
import type { AuditPage, FilterFaults, FilterText } from "./types";

/** Events on a page. */
export const pageSize = 50;

/**
 * A page of the audit, for administrators; that they look is recorded before they see it.
 * @param place the cursor of a page's first or last event, from an address
 * @returns null for everybody else; what is wrong with the filter, where something is
 * @throws LarderError `audit-failed` when it cannot be recorded
 */
export async function listEvents(
  viewer: Viewer,
  given: FilterText,
  place: { older: string | null; newer: string | null } = { older: null, newer: null },
): Promise<AuditPage | { faults: FilterFaults } | null> {
  if (viewer.kind !== "staff" || viewer.role !== "admin") return null;
  const read = await readFilter(given);
  if ("faults" in read) return read;
  const goesBack = place.newer !== null;
  const direction = goesBack ? "newer" : "older";
  const cursor = place.newer ?? place.older;
  // One more than is shown tells whether the pages go on.
  const found = await findEvents(read.filter, { cursor, direction, limit: pageSize + 1 });
  const goesOn = found.length > pageSize;
  const shown = goesBack ? found.slice(-pageSize) : found.slice(0, pageSize);
  await recordEvent(viewer, { event: "audit.viewed", ...noteOf(read.filter) });
  return {
    events: shown.map(({ row }) => row),
    newer: (goesBack ? goesOn : cursor !== null) ? (shown[0]?.cursor ?? null) : null,
    older: goesBack || goesOn ? (shown.at(-1)?.cursor ?? null) : null,
  };
}
