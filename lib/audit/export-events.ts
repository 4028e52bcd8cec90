import type { Viewer } from "@/lib/viewer";
import { findEvents } from "./find-events";
import { noteOf, readFilter } from "./read-filter";
import { recordEvent } from "./record-event";
import type { AuditFilter, AuditRow, FilterFaults, FilterText } from "./types";

/** Events that are in memory at once. */
const batch = 1000;

/**
 * Everything that a filter finds, for administrators, in batches that are read as they are asked for: between two of
 * them nothing waits in the database. That they export it is recorded before the first.
 * @returns null for everybody else; what is wrong with the filter, where something is
 * @throws LarderError `audit-failed` when it cannot be recorded
 */
export async function exportEvents(
  viewer: Viewer,
  given: FilterText,
): Promise<{ batches: AsyncGenerator<AuditRow[]> } | { faults: FilterFaults } | null> {
  if (viewer.kind !== "staff" || viewer.role !== "admin") return null;
  const read = await readFilter(given);
  if ("faults" in read) return read;
  const batches = readBatches(read.filter);
  // Read before it is recorded: what fails here fails while there is still a page to say so.
  const first = await batches.next();
  await recordEvent(viewer, { event: "audit.exported", ...noteOf(read.filter) });
  return { batches: resume(first, batches) };
}

async function* resume<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

async function* readBatches(filter: AuditFilter): AsyncGenerator<AuditRow[]> {
  for (let cursor: string | null = null; ; ) {
    const found = await findEvents(filter, { cursor, direction: "older", limit: batch });
    if (found.length > 0) yield found.map(({ row }) => row);
    const last = found.at(-1);
    if (found.length < batch || !last) return;
    cursor = last.cursor;
  }
}
