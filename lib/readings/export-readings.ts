import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { History, startDay } from "./history";

type Row = {
  deviceId: string;
  instance: string;
  at: Date | string;
  value: number;
  measurement: string | null;
  unit: string | null;
  replacedAt: Date | string | null;
  emptyAt: Date | string | null;
  history: Record<string, (number | null)[]> | null;
};

/** Exports all readings of a customer's devices. */
export async function exportReadings({ customerId }: CustomerScope, tx: Tx) {
  const { rows } = await tx.execute<Row>(sql`
    select r.device_id as "deviceId", s.instance, r.at, r.value, coalesce(s.measurement, r.measurement) as measurement,
      coalesce(s.unit, r.unit) as unit, r.replaced_at as "replacedAt", r.empty_at as "emptyAt",
      (select json_object_agg(h.period, h.points) from reading_history h where h.reading_id = r.id) as history
    from readings r join devices d on d.id = r.device_id join slots s on s.id = r.slot_id
    where d.customer_id = ${customerId}
    order by d.registered_at, s.position, s.instance`);
  const read = (moment: Date | string | null) => moment && new Date(moment);
  return rows.map(({ at, replacedAt, emptyAt, history, ...reading }) => ({
    ...reading,
    at: read(at),
    replacedAt: read(replacedAt),
    emptyAt: read(emptyAt),
    days: new History(history ?? {}).list(0).map(({ day, value }) => ({
      day: startDay(day).toISOString().slice(0, 10),
      value,
    })),
  }));
}
