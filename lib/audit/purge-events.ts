import { sql } from "drizzle-orm";
import { z } from "zod";
import { auditEvents, createRowReader, integer, lockFor, parsed, type Tx, transaction } from "@/lib/db";

/** Events removed per transaction, few enough not to block anyone. */
const batchSize = 10_000;

const readBefore = createRowReader("audit_purge_start", { before: parsed(z.coerce.date()) });
const readRemoved = createRowReader("audit_purge", { removed: integer });

/**
 * Removes events older than `days`, with their notes. Each batch is recorded in its own transaction, so that
 * the audit shows what is gone even after an interrupted purge; a purge that finds nothing is recorded too.
 * @param tx connection as the role larder_purge, the only one allowed to delete events
 */
export async function purgeEvents(days: number, tx: Tx): Promise<{ removed: number; before: Date }> {
  const [start] = readBefore(
    await tx.execute(
      sql`select date_trunc('milliseconds', now()) - ${days}::int * interval '24 hours' as before`,
    ),
  );
  if (!start) throw new Error("the database returned no time");
  const { before } = start;
  for (let total = 0; ; ) {
    const removed = await removeBatch({ days, before, isFirst: total === 0 }, tx);
    total += removed;
    if (removed < batchSize) return { removed: total, before };
  }
}

const removeBatch = (
  { days, before, isFirst }: { days: number; before: Date; isFirst: boolean },
  tx: Tx,
): Promise<number> =>
  transaction(async (within) => {
    // Concurrent purges take turns, so that each counts only its own removals.
    await lockFor(within, "audit purge");
    const [row] = readRemoved(
      await within.execute(sql`
        with gone as (
          delete from audit_events where id in (
            select id from audit_events where at < ${before.toISOString()} order by at, id limit ${batchSize}
          ) returning 1
        ) select count(*)::int as removed from gone`),
    );
    const removed = row?.removed ?? 0;
    if (removed > 0 || isFirst)
      await within.insert(auditEvents).values({
        event: "audit.purged",
        actorKind: "system",
        details: { olderThan: `${days}d`, removed, before },
      });
    return removed;
  }, tx);
