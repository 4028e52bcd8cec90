// What the devices say at which time. A device has a minute of the day at which it reports the day before.
import { createCurve, day, draw } from "./curve";
import type { Devices } from "./devices";
import { writeLevels, writeUse } from "./messages";

/** A message, and when it is due. */
export type Due = { at: number; message: object };

/** That a worn part was replaced, and when. */
type Replacement = { modelId: string; serial: string; instance: string; at: number };

/** Gives a message its time, from the time that the devices live at. */
type Stamp = (at: number) => number;

/** @param start when the devices were simulated first; all times are milliseconds since 1970 */
export function createHousehold({ seed, devices }: Devices, start: number) {
  const all = devices.map((device) => {
    const minute = Math.floor(1440 * draw(seed, device.serial, "minute")) * 60_000;
    const slots = device.slots.map((slot) => ({
      slot,
      curve: createCurve(slot, `${seed} ${device.serial} ${slot.instance}`, start),
    }));
    const end = device.silentDays === undefined ? Number.POSITIVE_INFINITY : start - device.silentDays * day;
    return { device, minute, slots, end };
  });
  type One = (typeof all)[number];

  /** Lists when devices are due from one time to before another, in order. */
  function* listTurns(from: number, to: number): Generator<One & { at: number }> {
    for (let date = Math.floor(from / day); date * day < to; date += 1)
      yield* all
        .map((one) => ({ ...one, at: date * day + one.minute }))
        .filter(({ at, end }) => at >= from && at < to && at < end)
        .sort((one, other) => one.at - other.at);
  }

  const readLevels = ({ device, slots }: One, at: number, stamped: number): object[] => {
    const levels = slots.flatMap(({ slot, curve }) =>
      slot.sensor === "level" ? { slot, value: curve.readLevel(at) } : [],
    );
    return levels.length > 0 ? [writeLevels(device, levels, stamped)] : [];
  };

  return {
    /** Lists levels and uses that are due from one time to before another; uses only from `usesFrom` on. */
    *listDue(from: number, to: number, usesFrom: number, stamp: Stamp): Generator<Due> {
      for (const turn of listTurns(from, to)) {
        const { device, slots, at } = turn;
        for (const message of readLevels(turn, at, stamp(at))) yield { at, message };
        if (at >= usesFrom)
          for (const { slot, curve } of slots) {
            const value = slot.sensor === "level" ? 0 : curve.countUse(at);
            const id = `${device.serial} ${slot.instance} ${Math.floor(at / day)}`;
            if (value > 0) yield { at, message: writeUse(device, slot, value, stamp(at), id) };
          }
      }
    },
    /** Lists the last replacement of each part in a time: at the end of a day, so that the next day's wear counts. */
    listReplacements(from: number, to: number, stamp: Stamp): Replacement[] {
      const last = new Map<string, Replacement>();
      for (const { device, slots, at } of listTurns(from, to))
        for (const { slot, curve } of slots)
          if (slot.sensor === "level-usage" && curve.isReplaced(at)) {
            const { modelId, serial } = device;
            const replaced = Math.floor(stamp(at) / day) * day - 1;
            last.set(`${serial} ${slot.instance}`, {
              ...{ modelId, serial, instance: slot.instance, at: replaced },
            });
          }
      return [...last.values()];
    },
    /** Lists what level sensors read. @param at the time that the devices live at @param stamped the message's */
    listLevels: (at: number, stamped: number): object[] =>
      all.filter(({ end }) => at < end).flatMap((one) => readLevels(one, at, stamped)),
  };
}
export type Household = ReturnType<typeof createHousehold>;
