import { sql } from "drizzle-orm";
import { createRowReader, customers, deviceReports, devices, pool, string, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import { buildSilence } from "./count-reports";
import type { SilentDevice } from "./types";

/** Each batch reads both tables anew: few large ones, of about 5 MB in memory. */
const batchSize = 20_000;

const readRows = createRowReader("silent_devices", {
  id: devices.id,
  modelId: devices.modelId,
  serial: devices.serial,
  externalId: customers.externalId,
  at: deviceReports.at,
  // The same as text, since a Date would cut its microseconds.
  place: string,
});

/**
 * Lists devices that reported once and are silent, the longest silent first. Reads batches on demand, without a cursor
 * or transaction open between them, the first before it returns.
 * @param modelId null or empty for all models
 */
export async function listSilent(
  _scope: PartnerScope<"devices:read">,
  modelId: string | null,
  now = new Date(),
  tx: Tx = pool(),
): Promise<AsyncGenerator<SilentDevice[]>> {
  const read = (last?: Place) => readBatch(now, modelId, last, tx);
  const first = await read();
  async function* readOn() {
    for (let batch = first; batch.length > 0; ) {
      yield batch;
      batch = batch.length < batchSize ? [] : await read(batch.at(-1));
    }
  }
  return readOn();
}

type Place = { id: string; place: string };

// The bound on reports keeps those that are not silent under any model out of the join.
const readBatch = async (now: Date, modelId: string | null, after: Place | undefined, tx: Tx) =>
  readRows(
    await tx.execute(sql`
      with silent as (
        select d.id, d.model_id, d.serial, d.customer_id, r.at
        from device_reports r join devices d on d.id = r.device_id
        join (${buildSilence(now)}) s on s.model_id = d.model_id and r.at < s.since
        where r.at < (select max(since) from (${buildSilence(now)}) all_models) and d.removed_at is null
          ${modelId ? sql`and d.model_id = ${modelId}` : sql``}
          ${after ? sql`and (r.at, r.device_id) > (${after.place}::timestamptz, ${after.id}::uuid)` : sql``}
        order by r.at, r.device_id limit ${batchSize}
      )
      select s.id, s.model_id as "modelId", s.serial, c.external_id as "externalId", s.at, s.at::text as place
      from silent s join customers c on c.id = s.customer_id
      order by s.at, s.id`),
  );
