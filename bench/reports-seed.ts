// Devices with readings, for npm run bench:reports.
import { createHash } from "node:crypto";
import type { Client } from "pg";
import { periodDays } from "@/lib/readings";

/** Rows of a device: its four slots have a newest reading and three rows of history each. */
export const rowsPerDevice = 16;
export const slotsPerDevice = 4;
/** Devices that report what was used. */
export const useDevices = 5000;
/** More than one, because a key is limited to 3,000 requests a minute. */
export const keys = Array.from({ length: 100 }, (_, index) => `lk_bench${index}`);

/**
 * Inserts devices `R-1`, `R-2` … with the slots `Ink.0` to `Ink.3` and full history, and `U-1` … with the slot `Pods`.
 * The oldest row of each history is due to be purged; the current one begins with the first message.
 */
export async function seedReadings(admin: Client, devices: number): Promise<void> {
  // Skips triggers and foreign key checks, which take the most time.
  await admin.query("set session_replication_role = replica");
  await admin.query(
    `insert into device_models (model_id, name) values ('BENCH-R', 'Bench R'), ('BENCH-U', 'Bench U');
     insert into slots (model_id, position, instance, name, supply, sensor, measurement)
     select 'BENCH-R', n, 'Ink.' || n, 'Ink ' || n, 'ink-cartridge', 'level', 'percentage'
     from generate_series(0, ${slotsPerDevice - 1}) n
     union all select 'BENCH-U', 0, 'Pods', 'Pods', 'coffee-pod', 'usage', 'count'`,
  );
  await admin.query(
    `insert into customers (external_id, name, country)
     select 'R-' || n, 'Customer ' || n, 'DE' from generate_series(0, $1::int / 3) n`,
    [devices],
  );
  for (const [letter, count] of [["R", devices] as const, ["U", useDevices] as const])
    await admin.query(
      `insert into devices (customer_id, model_id, name, serial, serial_key)
       select c.id, 'BENCH-' || $1, 'Device ' || n, $1 || '-' || n, fold_serial($1 || '-' || n)
       from generate_series(1, $2::int) n join customers c on c.external_id = 'R-' || (n % ($3::int / 3 + 1))`,
      [letter, count, devices],
    );
  await admin.query(
    `insert into readings (device_id, slot_id, at, value, measurement)
     select d.id, s.id, now() - interval '1 day', 50, 'percentage'
     from devices d join slots s using (model_id) where d.model_id = 'BENCH-R' order by hashtext(d.serial)`,
  );
  // Supplies that last 40 to 80 days. Rows of a period come together, as devices write them, in no order.
  const current = Math.floor(Date.now() / 86_400_000 / periodDays);
  for (const period of [current - 3, current - 2, current - 1])
    await admin.query(
      `insert into reading_history (reading_id, period, points)
       select r.id, $1::int, v.points from readings r join (
         select k, array_agg((100 - (day * (1.2 + k % 5 * 0.3) + k * 37)::numeric % 100)::real order by day) as points
         from generate_series(0, 999) k, generate_series($1::int * ${periodDays}, $1::int * ${periodDays} + ${periodDays - 1}) day
         group by k) v on v.k = r.id % 1000
       order by hashint8(r.id + $1::int)`,
      [period],
    );
  await admin.query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at)
     select 'Bench', decode(hash, 'hex'), 'lk_', array['reports:write'], now() + interval '1 day'
     from unnest($1::text[]) hash`,
    [keys.map((key) => createHash("sha256").update(key).digest("hex"))],
  );
  await admin.query("reset session_replication_role");
  await admin.query("vacuum (analyze)");
  await admin.query("checkpoint");
}
