// How supplies are used: pure functions of a seed and the time. Times are milliseconds since 1970.
import { createHash } from "node:crypto";
import type { Slot } from "./devices";

/** Milliseconds. */
export const day = 86_400_000;
/** Days before the first start that have a history. */
export const historyDays = 365;

/** Draws a number from 0 to 1, always the same for the same names. */
export const draw = (...names: (string | number)[]): number =>
  createHash("sha256").update(names.join(" ")).digest().readUInt32BE() / 2 ** 32;

/** How a slot is used. */
export interface Curve {
  /** What remains at a time, as a level sensor reads it. */
  readLevel(at: number): number;
  /** What was used on the day before a time: whole ones of what is counted, else tenths. */
  countUse(at: number): number;
  /** Whether the worn part was replaced on the day before a time. */
  isReplaced(at: number): boolean;
}

/** @param name of the slot, by which its numbers are drawn @param start when it was simulated first */
export function createCurve(slot: Slot, name: string, start: number): Curve {
  const { capacity, measurement, share = 0.4 + 0.55 * draw(name, "share") } = slot;
  const findUsed = createUse(slot, name, start);
  const span = capacity * (0.94 + 0.04 * draw(name, "reserve"));
  const phase = capacity * (1 - share) - findUsed(start);
  const step = measurement === "count" ? 1 : 0.1;
  const countSteps = (at: number) => Math.floor(findUsed(at) / step);
  const countFills = (at: number) => Math.floor((phase + findUsed(at)) / span);
  return {
    readLevel(at) {
      const left = capacity - (phase + findUsed(at) - countFills(at) * span);
      const noise = 0.02 * capacity * (draw(name, "noise", Math.floor(at / day)) - 0.5);
      const read = Math.min(capacity, Math.max(0, left + noise));
      return measurement === "percentage" ? Math.round(read) : Number(read.toPrecision(3));
    },
    countUse: (at) => Number(((countSteps(at) - countSteps(at - day)) * step).toFixed(1)),
    isReplaced: (at) => countFills(at) > countFills(at - day),
  };
}

/** @returns what was used until a time, since the day before the history begins */
function createUse({ perDay, weekend }: Slot, name: string, start: number): (at: number) => number {
  const first = Math.floor(start / day) - historyDays - 1;
  const usual = perDay * (0.7 + 0.6 * draw(name, "household"));
  const sums = [0];
  const findSum = (days: number): number => {
    for (let next = sums.length; next <= days; next += 1) {
      const date = first + next - 1;
      const isWeekend = [0, 6].includes(new Date(date * day).getUTCDay());
      const used = usual * (isWeekend ? weekend : 1) * (0.4 + 1.2 * draw(name, "use", date));
      sums.push((sums[next - 1] as number) + used);
    }
    return sums[days] as number;
  };
  return (at) => {
    const days = Math.max(0, at / day - first);
    const [before, after] = [findSum(Math.floor(days)), findSum(Math.floor(days) + 1)];
    return before + (after - before) * (days % 1);
  };
}
