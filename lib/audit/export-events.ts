import { inArray } from "drizzle-orm";
import { auditEvents, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { findEvents } from "./find-events";
import { orUnrecorded } from "./or-unrecorded";
import { describeFilter, readFilter } from "./read-filter";
import { recordEvent } from "./record-event";
import type { AuditFilter, AuditRow, ExportedRow } from "./types";

/** Number of events held in memory at a time, each with up to some hundred ids of customers. */
const batchSize = 250;

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
): Promise<Result<AsyncGenerator<ExportedRow[]>>> =>
  orUnrecorded(async () => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const read = await readFilter(viewer, "audit.exported", given, tx);
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

async function* readBatches(filter: AuditFilter, tx: Tx): AsyncGenerator<ExportedRow[]> {
  for (let cursor: string | null = null; ; ) {
    const found = await findEvents(filter, { cursor, direction: "older", limit: batchSize }, tx);
    const rows = found.map(({ row }) => row);
    if (rows.length > 0) yield await addIds(rows, tx);
    const last = found.at(-1);
    if (found.length < batchSize || !last) return;
    cursor = last.cursor;
  }
}

/** Adds the ids of all customers; of most events, the row has them already. */
async function addIds(rows: AuditRow[], tx: Tx): Promise<ExportedRow[]> {
  const cut = rows.flatMap((row) => (row.customers.length < row.customerCount ? [Number(row.id)] : []));
  const { id, customerIds } = auditEvents;
  const read =
    cut.length > 0 ? await tx.select({ id, customerIds }).from(auditEvents).where(inArray(id, cut)) : [];
  const all = new Map(read.map((event) => [String(event.id), event.customerIds]));
  return rows.map((row) => ({
    ...row,
    customerIds: all.get(row.id) ?? row.customers.map((customer) => customer.id),
  }));
}
