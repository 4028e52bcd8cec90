import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Forecast, forecastRest, type LevelPoint, phraseForecast } from "./forecast";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** As much for each of a hundred days, in both directions at most. */
const noise = (most: number) => fc.array(between(-most, most), { minLength: 100, maxLength: 100 });

const readDaily = (shares: readonly number[]): LevelPoint[] =>
  shares.map((share, index) => ({ day: 20_000 + index, share }));

const fallSteadily = (from: number, perDay: number, days: number) =>
  readDaily(Array.from({ length: days }, (_, day) => from - day * perDay));

const change = (points: LevelPoint[], alter: (share: number, index: number) => number) =>
  points.map(({ day, share }, index) => ({ day, share: alter(share, index) }));

type Fall = { days: number; perDay: number; fall: number };

const steadyFall = fc
  .record({ days: fc.integer({ min: 21, max: 100 }), fall: between(0.2, 0.4) })
  .map(({ days, fall }) => ({ days, perDay: fall / (days - 1), fall }));

/** Any levels in the order of their days: gaps, two of a day, bounces, steps, still for long. */
const anyLevels = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 1, 1, 1, 1, 2, 30),
      share: fc.oneof(between(0, 1), fc.constantFrom(0, 0.1, 0.5, 1, Number.MIN_VALUE)),
      isDown: fc.boolean(),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    let [day, lowest] = [20_000, 1];
    return steps.map(({ gap, share, isDown }) => {
      day += gap;
      if (isDown) lowest *= 0.95 + share / 20;
      return { day, share: isDown ? lowest : share };
    });
  });

const unevenFall = fc.array(between(0.5, 1.5), { minLength: 21, maxLength: 100 }).map((uses) => {
  let level = 1;
  return readDaily(uses.map((use) => (level -= (use * 0.5) / uses.length)));
});

describe("forecastRest", () => {
  it("knows when a steady supply is used up", () => {
    const found = forecastRest(fallSteadily(1, 0.02, 31));
    expect(found?.likely).toBeCloseTo(20);
    expect(Math.round(found?.earliest ?? 0)).toBe(17);
    expect(Math.round(found?.latest ?? 0)).toBe(24);
  });

  it("makes little of one odd level", () => {
    const points = fallSteadily(1, 0.02, 31);
    const odd = change(points, (share, day) => (day === 30 ? share - 0.2 : share));
    expect(Math.round(forecastRest(odd)?.likely ?? 0)).toBe(20);
  });

  test("its days are in order, and none is negative or not a number", () => {
    const check = (points: LevelPoint[]) => {
      const { earliest, likely, latest } = forecastRest(points) ?? { earliest: 0, likely: 0, latest: 0 };
      expect([0 <= earliest, earliest <= likely, likely <= latest, latest < 1e9]).not.toContain(false);
    };
    fc.assert(fc.property(fc.oneof(anyLevels, unevenFall), check));
  });

  test("the levels before a refill do not count", () => {
    const check = (before: LevelPoint[], after: LevelPoint[]) => {
      const offset = (before.at(-1)?.day ?? 20_000) + 1 - 20_000;
      const later = after.map(({ day, share }) => ({ day: day + offset, share }));
      const emptied = { day: offset + 19_999, share: 0.2 };
      expect(forecastRest([...before, emptied, ...later])).toEqual(forecastRest(after));
    };
    fc.assert(fc.property(anyLevels, unevenFall, check));
  });

  test("a refill never shortens the forecast", () => {
    const check = ({ days, perDay }: Fall, since: number, refilled: number, noises: number[]) => {
      const points = change(
        fallSteadily(0.6, perDay, days),
        (share, index) => share + (noises[index] as number),
      );
      const filled = change(points, (share, index) =>
        index >= days - since ? share + refilled + 2 * perDay : share,
      );
      const [plain, later] = [forecastRest(points), forecastRest(filled)];
      if (later) expect(later.likely).toBeGreaterThan(plain?.likely as number);
      else expect(since).toBeLessThan(22);
    };
    const since = fc.integer({ min: 1, max: 60 });
    fc.assert(fc.property(steadyFall, since, between(0.11, 0.3), noise(1e-4), check));
  });

  test("noise of a tenth of the fall moves the likely day by less than a fifth", () => {
    const check = ({ days, perDay, fall }: Fall, noises: number[]) => {
      const points = fallSteadily(1, perDay, days);
      const noisy = change(points, (share, index) => share + (noises[index] as number) * fall);
      const [plain, found] = [forecastRest(points), forecastRest(noisy)];
      if (found) expect(Math.abs(found.likely / (plain?.likely as number) - 1)).toBeLessThan(0.2);
    };
    // A tenth from the lowest to the highest.
    fc.assert(fc.property(steadyFall, noise(0.05), check));
  });

  test("the scale does not matter", () => {
    const check = (points: LevelPoint[], scale: number) => {
      const [found, scaled] = [forecastRest(points), forecastRest(change(points, (share) => share * scale))];
      expect(scaled === null).toBe(found === null);
      for (const key of ["earliest", "likely", "latest"] as const)
        expect(scaled?.[key] ?? 0).toBeCloseTo(found?.[key] ?? 0, 6);
    };
    fc.assert(fc.property(unevenFall, between(0.01, 1), check));
  });

  test("what stays as it is has no forecast", () => {
    const check = (share: number, days: number) => {
      expect(forecastRest(readDaily(Array(days).fill(share)))).toBeNull();
    };
    fc.assert(fc.property(between(0, 1), fc.nat(100), check));
  });

  test("less than 14 days have no forecast", () => {
    const check = (points: LevelPoint[], days: number) => {
      const first = points[0]?.day ?? 0;
      expect(forecastRest(points.filter(({ day }) => day - first < days))).toBeNull();
    };
    fc.assert(fc.property(fc.oneof(anyLevels, unevenFall), fc.integer({ min: 0, max: 14 }), check));
  });

  test("fewer than four drops have no forecast, even if the level bounces", () => {
    const check = (days: number, drops: number[]) => {
      const shares = Array.from({ length: days }, (_, day) => {
        const past = drops.filter((drop) => drop <= day).length;
        return 0.9 - 0.09 * past + (day % 3 === 2 && !drops.includes(day) ? 0.01 : 0);
      });
      expect(forecastRest(readDaily(shares))).toBeNull();
    };
    const drops = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 });
    fc.assert(fc.property(fc.integer({ min: 15, max: 100 }), drops, check));
  });

  it.each([
    ["used up", [...fallSteadily(1, 0.02, 31), { day: 20_031, share: 0 }]],
    ["beyond a year", fallSteadily(1, 0.002, 100)],
    ["rising", fallSteadily(0.1, -0.001, 100)],
    [
      "a fall that may be none",
      change(fallSteadily(1, 0.001, 60), (share, day) => share + 0.05 * Math.sin(day / 6)),
    ],
    ["two readings far apart", [...fallSteadily(1, 0.02, 5), { day: 20_040, share: 0.2 }]],
  ])("has none: %s", (_, points) => expect(forecastRest(points)).toBeNull());
});

describe("phraseForecast", () => {
  const month = { kind: "more-than-a-month" };
  const weeks = (count: number) => ({ kind: "weeks", count });
  const days = (count: number) => ({ kind: "days", count });

  it.each<[string, [number, number, number], number, object | null]>([
    ["the earliest is beyond a month", [30.1, 60, 300], 0, month],
    ["the earliest is a month", [30, 60, 90], 0, null],
    ["a month less the age", [33, 60, 90], 3, null],
    ["weeks that fit", [18, 21, 25], 0, weeks(3)],
    ["weeks beyond a quarter", [15.7, 21, 25], 0, null],
    ["two weeks that fit in half a week", [10.5, 14, 17.5], 0, weeks(2)],
    ["two weeks and more than half a week", [10.5, 14, 17.6], 0, null],
    ["weeks less the age", [17, 19, 22], 5, weeks(2)],
    ["nearly seven days are a week", [5, 6.6, 9], 0, weeks(1)],
    ["days that fit", [3, 5, 7], 0, days(5)],
    ["days beyond two", [3, 5, 7.1], 0, null],
    ["days less the age", [5, 6, 8], 3, days(3)],
    ["a day", [0, 1, 2], 0, days(1)],
    ["a day or three", [0, 1, 3], 0, null],
    ["used up", [0, 0, 0], 0, null],
    ["a week old", [60, 70, 80], 7, month],
    ["older than a week", [60, 70, 80], 8, null],
    ["as old as half of what was left", [9, 10, 11], 5, days(5)],
    ["older than half of what was left", [9, 10, 11], 6, null],
    ["a level from tomorrow", [60, 70, 80], -1, null],
  ])("%s", (_, [earliest, likely, latest], age, phrase) =>
    expect(phraseForecast({ earliest, likely, latest }, age)).toEqual(phrase),
  );

  test("never throws, and names at least one", () => {
    const part = fc.oneof(fc.constantFrom(0, 0.4), between(0, 100));
    const check = (parts: number[], age: number) => {
      const [earliest, likely, latest] = parts.toSorted((a, b) => a - b) as [number, number, number];
      const forecast: Forecast = { earliest, likely, latest };
      const phrase = phraseForecast(forecast, age);
      if (phrase && phrase.kind !== "more-than-a-month") expect(phrase.count).toBeGreaterThan(0);
    };
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 3 }), fc.integer({ min: -5, max: 50 }), check),
    );
  });
});
