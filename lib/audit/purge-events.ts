import type { Client } from "pg";

/** Events that one transaction removes: nobody who works meanwhile has to wait. */
const batch = 10_000;

const remove = `with gone as (
    delete from audit_events where id in (
      select id from audit_events where at < $1 order by at, id limit ${batch}
    ) returning 1
  ) select count(*)::int as removed from gone`;

/**
 * Removes what is older than so many days, with its notes. Each batch is recorded in its own transaction, so that the
 * audit tells what is gone even when a purge breaks off; one that finds nothing is recorded as well.
 * @param client connected as the role larder_purge: the database lets nobody else
 */
export async function purgeEvents(client: Client, days: number): Promise<{ removed: number; before: Date }> {
  const { rows } = await client.query<{ before: Date }>(
    "select date_trunc('milliseconds', now()) - $1::int * interval '24 hours' as before",
    [days],
  );
  const before = rows[0]?.before as Date;
  for (let total = 0; ; ) {
    const removed = await removeBatch(client, { days, before, isFirst: total === 0 });
    total += removed;
    if (removed < batch) return { removed: total, before };
  }
}

async function removeBatch(
  client: Client,
  { days, before, isFirst }: { days: number; before: Date; isFirst: boolean },
): Promise<number> {
  await client.query("begin");
  try {
    // Of two purges at once, one waits: each counts what it removed itself.
    await client.query("select pg_advisory_xact_lock(hashtextextended('audit purge', 0))");
    const { rows } = await client.query<{ removed: number }>(remove, [before]);
    const removed = rows[0]?.removed ?? 0;
    if (removed > 0 || isFirst)
      await client.query("insert into audit_events (event, details) values ('audit.purged', $1)", [
        { olderThan: `${days}d`, removed, before },
      ]);
    await client.query("commit");
    return removed;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
