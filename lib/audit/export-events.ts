import { pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { findEvents } from "./find-events";
import { orUnrecorded } from "./or-unrecorded";
import { describeFilter, readFilter } from "./read-filter";
import { recordEvent } from "./record-event";
import type { AuditFilter, AuditRow } from "./types";

/** Number of events held in memory at a time. */
const batchSize = 1000;

/**
 * Exports all events that match a filter, for administrators. Reads batches on demand, without a cursor or
 * transaction open in the database between them. Records the export before it returns the first batch.
 * @param given the filter's fields as typed
 * @returns `not-found` for other viewers, or a problem for each invalid field
 */
export const exportEvents = (
  viewer: Viewer,
  given: unknown,
  tx: Tx = pool(),
): Promise<Result<AsyncGenerator<AuditRow[]>>> =>
  orUnrecorded(async () => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const read = await readFilter(given, tx);
    if (!read.ok) return read;
    const batches = readBatches(read.value, tx);
    // Read the first batch before recording: a failure can still be shown on a page.
    const first = await batches.next();
    await recordEvent(viewer, { event: "audit.exported", ...describeFilter(read.value) }, tx);
    return succeed(resume(first, batches));
  });

async function* resume<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

async function* readBatches(filter: AuditFilter, tx: Tx): AsyncGenerator<AuditRow[]> {
  for (let cursor: string | null = null; ; ) {
    const found = await findEvents(filter, { cursor, direction: "older", limit: batchSize }, tx);
    if (found.length > 0) yield found.map(({ row }) => row);
    const last = found.at(-1);
    if (found.length < batchSize || !last) return;
    cursor = last.cursor;
  }
}
