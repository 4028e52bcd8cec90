import { z } from "zod";
import { parsed, readings, statement, type Tx } from "@/lib/db";
import type { Known, State } from "./apply-sample";
import { History } from "./history";

/** A slot's newest reading and history while messages change them. */
export type Working = { now: State | null; known: Known | null; history: History; isChanged: boolean };

/** The states of some devices. `get` gives an empty one for a slot that has not reported yet. */
export type States = { get: (deviceId: string, slotId: string) => Working; all: Map<string, Working> };

const read = statement(
  "read_reading_states",
  {
    deviceId: readings.deviceId,
    slotId: readings.slotId,
    at: readings.at,
    value: readings.value,
    replacedAt: readings.replacedAt,
    measurement: readings.measurement,
    unit: readings.unit,
    emptyFrom: readings.emptyFrom,
    emptyAt: readings.emptyAt,
    emptyUntil: readings.emptyUntil,
    history: parsed(z.record(z.string(), z.array(z.number().nullable())).nullable()),
  },
  `select r.device_id as "deviceId", r.slot_id as "slotId", r.at, r.value, r.replaced_at as "replacedAt",
     r.measurement, r.unit, r.empty_from as "emptyFrom", r.empty_at as "emptyAt", r.empty_until as "emptyUntil",
     (select json_object_agg(h.period, h.points) from reading_history h
      where h.reading_id = r.id and h.period >= $3) as history
   from unnest($1::uuid[], $2::uuid[]) given (device_id, slot_id) join readings r using (device_id, slot_id)`,
);

/** A slot of a device. */
type Place = { deviceId: string; slotId: string };

/**
 * Reads the states of slots of locked devices.
 * @param places each once
 * @param period the oldest of the history that is read
 */
export async function readStates(places: readonly Place[], period: number, tx: Tx): Promise<States> {
  const [deviceIds, slotIds] = [places.map(({ deviceId }) => deviceId), places.map(({ slotId }) => slotId)];
  const rows = places.length > 0 ? await read(tx, deviceIds, slotIds, period) : [];
  const all = new Map(
    rows.map(({ deviceId, slotId, history, ...now }): [string, Working] => [
      `${deviceId} ${slotId}`,
      { now, known: now, history: new History(history ?? {}), isChanged: false },
    ]),
  );
  const get = (deviceId: string, slotId: string) => {
    const key = `${deviceId} ${slotId}`;
    const known = all.get(key) ?? {
      ...{ now: null, known: null, history: new History(), isChanged: false },
    };
    all.set(key, known);
    return known;
  };
  return { get, all };
}

// Also notes when the devices last took a sample; every five minutes are enough.
const write = statement(
  "write_reading_states",
  {},
  `with given as (
     select * from json_to_recordset($1) as g ("deviceId" uuid, "slotId" uuid, at timestamptz, value float8,
       "replacedAt" timestamptz, measurement text, unit text, "emptyFrom" timestamptz, "emptyAt" timestamptz,
       "emptyUntil" timestamptz, history json)
   ), saved as (
     insert into readings as r (device_id, slot_id, at, value, replaced_at, measurement, unit, empty_from, empty_at,
       empty_until)
     select "deviceId", "slotId", at, value, "replacedAt", measurement, unit, "emptyFrom", "emptyAt", "emptyUntil"
     from given
     on conflict (device_id, slot_id) do update set at = excluded.at, value = excluded.value,
       replaced_at = excluded.replaced_at, measurement = excluded.measurement, unit = excluded.unit,
       empty_from = excluded.empty_from, empty_at = excluded.empty_at, empty_until = excluded.empty_until
     returning r.id, r.device_id, r.slot_id
   ), kept as (
     insert into reading_history as h (reading_id, period, points)
     select s.id, p.key::int, array(select json_array_elements_text(p.value)::real)
     from given g join saved s on s.device_id = g."deviceId" and s.slot_id = g."slotId", json_each(g.history) p
     on conflict (reading_id, period) do update set points = excluded.points
   )
   insert into device_reports as d (device_id, at) select * from unnest($2::uuid[], $3::timestamptz[])
   on conflict (device_id) do update set at = excluded.at where d.at < excluded.at - interval '5 minutes'`,
);

/** Writes what changed. @param samples when each device that reported took its newest sample */
export async function writeStates(
  { all }: States,
  samples: ReadonlyMap<string, Date>,
  tx: Tx,
): Promise<void> {
  const rows = [...all].flatMap(([key, { now, history, isChanged }]) => {
    if (!now || (!isChanged && history.touched.size === 0)) return [];
    const [deviceId, slotId] = key.split(" ");
    const periods = [...history.touched].map((period) => [period, history.readPeriod(period)]);
    return [{ deviceId, slotId, ...now, history: Object.fromEntries(periods) }];
  });
  if (rows.length > 0 || samples.size > 0)
    await write(tx, JSON.stringify(rows), [...samples.keys()], [...samples.values()]);
}

/** Days that a message about use is known again. */
export const keyDays = 30;

const count = statement(
  "count_report_keys",
  { deviceId: parsed(z.string()), key: parsed(z.instanceof(Buffer)) },
  `insert into report_keys (device_id, key)
   select * from unnest($1::uuid[], $2::bytea[])
   on conflict do nothing
   returning device_id as "deviceId", key`,
);

type Key = { deviceId: string; key: Buffer };

/** Notes messages about use. @returns `take` tells once of each that is new */
export async function countKeys(keys: readonly Key[], tx: Tx) {
  const rows =
    keys.length > 0
      ? await count(
          tx,
          keys.map(({ deviceId }) => deviceId),
          keys.map(({ key }) => key),
        )
      : [];
  const name = (deviceId: string, key: Buffer) => `${deviceId} ${key.toString("hex")}`;
  const fresh = new Set(rows.map(({ deviceId, key }) => name(deviceId, key)));
  return { take: (deviceId: string, key: Buffer) => fresh.delete(name(deviceId, key)) };
}
