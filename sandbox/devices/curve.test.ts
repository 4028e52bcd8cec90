import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCurve, day, historyDays } from "./curve";
import type { Slot } from "./devices";

const start = Date.UTC(2026, 0, 31, 9);
/** The days of the history and of a year to come. */
const days = Array.from({ length: 2 * historyDays }, (_, index) => start + (index - historyDays + 1) * day);

const ink: Slot = {
  ...{ instance: "InkSensor.Cyan", sensor: "level", measurement: "percentage" },
  ...{ capacity: 100, perDay: 2, weekend: 0.3 },
};
const food: Slot = { ...ink, measurement: "weight", unit: "GRAM", capacity: 3000, perDay: 85, weekend: 1 };
const pods: Slot = { ...ink, sensor: "usage", measurement: "count", perDay: 3 };
const filter: Slot = { ...ink, sensor: "level-usage", perDay: 0.8 };

const slots = fc.record({
  instance: fc.string(),
  sensor: fc.constantFrom("level", "usage", "level-usage"),
  measurement: fc.constantFrom("percentage", "count", "volume", "weight"),
  capacity: fc.double({ min: 0.5, max: 5000, noNaN: true }),
  perDay: fc.double({ min: 0.01, max: 500, noNaN: true }),
  weekend: fc.double({ min: 0.1, max: 3, noNaN: true }),
  share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
}) satisfies fc.Arbitrary<Slot>;

const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);

describe("a level", () => {
  it("stays between nothing and full", () => {
    fc.assert(
      fc.property(slots, fc.string(), (slot, name) => {
        const levels = days.map(createCurve(slot, name, start).readLevel);
        expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
        // A percentage is rounded, anything else to three digits.
        expect(Math.max(...levels)).toBeLessThanOrEqual(slot.capacity + Math.max(0.5, slot.capacity / 200));
      }),
      { numRuns: 25 },
    );
  });

  it("falls, and is refilled when little is left", () => {
    const { readLevel } = createCurve(food, "a", start);
    const levels = days.map(readLevel);
    const rises = levels.flatMap((level, index) => {
      const before = levels[index - 1] ?? level;
      return level > before + 300 ? [{ before, level }] : [];
    });
    // 3 kg last from 27 days to 50.
    expect(rises.length).toBeGreaterThan(12);
    expect(rises.length).toBeLessThan(28);
    for (const { before, level } of rises) {
      expect(before).toBeLessThan(450);
      expect(level).toBeGreaterThan(2700);
    }
  });

  it("is the same for the same seed and start, and another for another device", () => {
    const list = (name: string) => days.map(createCurve({ ...ink, share: 0.5 }, name, start).readLevel);
    expect(list("a")).toEqual(list("a"));
    expect(list("a")).not.toEqual(list("b"));
  });

  it("of one device does not follow that of another", () => {
    const [one, other] = ["a", "b"].map((name) => createCurve(food, name, start).countUse);
    const ratios = days.slice(1).map((at) => (one?.(at) ?? 0) / (other?.(at) ?? 0));
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(2);
  });

  it("does not depend on what was read before", () => {
    const { readLevel } = createCurve(ink, "a", start);
    const levels = days.map(readLevel);
    expect(
      days
        .toReversed()
        .map(createCurve(ink, "a", start).readLevel)
        .toReversed(),
    ).toEqual(levels);
  });

  it("is what is given at the first start, but for the noise", () => {
    const { readLevel } = createCurve({ ...ink, share: 0.12 }, "a", start);
    expect(Math.abs(readLevel(start) - 12)).toBeLessThanOrEqual(1);
  });
});

describe("use", () => {
  it("is whole of what is counted, and adds up to what is used on average", () => {
    const { countUse } = createCurve(pods, "a", start);
    const used = days.slice(historyDays).map(countUse);
    expect(used.filter((value) => !Number.isInteger(value) || value < 0)).toEqual([]);
    // A household uses from 0.7 to 1.3 times as much as usual, here with quiet weekends.
    expect(sum(used) / used.length).toBeGreaterThan(3 * 0.7 * 0.75);
    expect(sum(used) / used.length).toBeLessThan(3 * 1.3 * 0.85);
  });

  it("loses nothing between the days", () => {
    const tenth = { ...filter, perDay: 0.01 };
    const { countUse } = createCurve({ ...tenth, weekend: 1 }, "a", start);
    const used = days.slice(historyDays).map(countUse);
    expect(used.filter((value) => value !== 0 && value !== 0.1)).toEqual([]);
    expect(sum(used)).toBeGreaterThan(365 * 0.01 * 0.6);
    expect(sum(used)).toBeLessThan(365 * 0.01 * 1.4);
  });

  it("differs between weekdays and weekends", () => {
    const { countUse } = createCurve(food, "a", start);
    const quiet = createCurve({ ...food, weekend: 0.3 }, "a", start).countUse;
    // At the end of a day, what was used on the day before is that day's.
    const ends = days.map((at) => Math.ceil(at / day) * day);
    for (const end of ends.slice(1, 15)) {
      const isWeekend = [0, 6].includes(new Date(end - day).getUTCDay());
      expect(quiet(end) / countUse(end)).toBeCloseTo(isWeekend ? 0.3 : 1, 1);
    }
  });

  it("wears a part out, which is replaced then", () => {
    const { countUse, isReplaced } = createCurve(filter, "a", start);
    const worn: number[] = [];
    let since = Number.NaN;
    for (const at of days.slice(1)) {
      since += countUse(at);
      if (!isReplaced(at)) continue;
      worn.push(since);
      since = 0;
    }
    expect(worn.length).toBeGreaterThan(3);
    for (const wear of worn.slice(1)) expect(Math.abs(wear - 96)).toBeLessThan(5);
  });
});
