import { type SQL, sql } from "drizzle-orm";
import { createRowReader, deviceModels, integer, pool, string, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { ReportCount } from "./types";
import { defaultSilence } from "./view-supplies";

/**
 * SQL query: for each model, since when its devices must have reported not to be silent; null for models that measure
 * no level, since they report when something is used. Grouped, so that PostgreSQL works that out once a model, and not
 * once a device.
 */
export const buildSilence = (now: Date): SQL => sql`
  select model_id, case when exists (select from slots s where s.model_id = m.model_id and s.sensor = 'level')
    then ${now}::timestamptz - coalesce(silent_after, ${defaultSilence.staff})::interval end as since
  from device_models m group by model_id`;

const readRows = createRowReader("count_reports", {
  modelId: deviceModels.modelId,
  name: string,
  devices: integer,
  day: integer,
  week: integer,
  longer: integer,
  never: integer,
  silent: integer,
});

type Reader = { language: string; compare: (one: string, other: string) => number };

const day = 86_400_000;

/**
 * Counts registered devices by when they last reported, by model; models without devices are left out. Reads all
 * devices: an index on the time would slow down every report.
 */
export async function countReports(
  _scope: PartnerScope<"devices:read">,
  { language, compare }: Reader,
  now = new Date(),
  tx: Tx = pool(),
): Promise<ReportCount[]> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  const result = await tx.execute(sql`
    with counts as (
      select d.model_id, count(*)::int as devices, count(r.at)::int as reported,
        count(*) filter (where r.at >= ${before(1)})::int as day,
        count(*) filter (where r.at >= ${before(7)})::int as week,
        count(*) filter (where r.at < s.since)::int as silent
      from devices d join (${buildSilence(now)}) s on s.model_id = d.model_id
      left join device_reports r on r.device_id = d.id
      where d.removed_at is null
      group by d.model_id
    )
    select model_id as "modelId", localize(m.names, m.name, ${language}) as name, devices, day, week,
      reported - week as longer, devices - reported as never, silent
    from counts join device_models m using (model_id)`);
  return readRows(result).sort(
    (one, other) => compare(one.name, other.name) || compare(one.modelId, other.modelId),
  );
}
