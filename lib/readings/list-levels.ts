import { z } from "zod";
import { parsed, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope, Id } from "@/lib/scope";
import { countDay, History, type Point, periodDays } from "./history";
import { findFull } from "./scale";
import { Supply } from "./schemas";
import { writeSupply } from "./supply-sql";

/** Days that the page of levels shows. */
export const shownDays = 90;

/** A rise of more than this share of the scale is a refill. */
const refill = 0.1;

/** The levels of one supply, a point for each day on which it changed; or what was used of it, a point a day. */
export type LevelHistory = {
  supply: Supply;
  points: Point[];
  /** The value at the top of the chart. */
  top: number;
  /** Days on which it was refilled. */
  refills: number[];
};

const Periods = z.record(z.string(), z.array(z.number().nullable()));

const list = statement(
  "list_levels",
  { supply: parsed(Supply), history: parsed(Periods.nullable()) },
  `select ${writeSupply("localize(s.names, s.name, $3)", "c.country")} as supply,
     (select json_object_agg(h.period, h.points) from reading_history h
      where h.reading_id = r.id and h.period >= $4) as history
   from devices d join customers c on c.id = d.customer_id
   join readings r on r.device_id = d.id join slots s on s.id = r.slot_id
   where d.id = $1 and d.customer_id = $2 and d.removed_at is null
   order by s.position`,
);

/** Lists what a device's sensors reported in the last 90 days; nothing for a device that is not theirs. */
export async function listLevels(
  scope: CustomerScope,
  deviceId: Id,
  language: string,
  now = new Date(),
  tx: Tx = pool(),
): Promise<LevelHistory[]> {
  const from = countDay(now) - shownDays + 1;
  const rows = await list(tx, deviceId, scope.customerId, language, Math.floor(from / periodDays));
  return rows.map(({ supply, history }) => {
    const isLevel = supply.sensor === "level";
    const all = new History(history ?? {}).list(from);
    const points = isLevel ? all.filter(isChange) : all;
    const highest = Math.max(0, ...points.map(({ value }) => value));
    const full = isLevel ? findFull(supply) : null;
    return {
      supply,
      points,
      top: Math.max(full ?? 0, highest) || 1,
      refills: isLevel ? findRefills(points, full ?? highest) : [],
    };
  });
}

/** Whether a day is the last one, or its level differs from that of the day before. */
const isChange = ({ value }: Point, index: number, all: readonly Point[]) =>
  index === all.length - 1 || value !== all[index - 1]?.value;

const findRefills = (points: readonly Point[], full: number): number[] =>
  points.flatMap(({ day, value }, index) => {
    const before = points[index - 1];
    return before && value - before.value > refill * full ? [day] : [];
  });
