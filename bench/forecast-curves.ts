// The curves that npm run bench:forecast tries the forecast on: supplies used up day by day, and read.
import { readFileSync } from "node:fs";
import path from "node:path";

/** Numbers from 0 to 1. */
export type Random = () => number;

/** A supply: what is taken from it each day, and how it is filled and read. */
export type Kind = {
  name: string;
  /** Draws the use of so many days; the scale is of no matter. Recorded uses ignore the length. */
  drawUse: (random: Random, days: number) => number[];
  /** What a sensor makes of a level; to whole percents unless given. */
  read?: (share: number, random: Random) => number;
  /** Filled up by a part at random levels, and not when nearly empty. */
  isToppedUp?: true;
  /** Share of the days without a reading, in runs. */
  missed?: number;
};

/** mulberry32: the same seed gives the same curves on each machine. */
export function seedRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const drawDays = (days: number, draw: (day: number) => number) =>
  Array.from({ length: days }, (_, day) => draw(day));

/** Log-normal with a median of 1. */
const drawAround = (random: Random, spread: number) =>
  Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));

const drawHousehold = (random: Random, days: number) => drawDays(days, () => drawAround(random, 0.5));

const roundTo = (step: number) => (share: number) => Math.round(share / step) * step;

function readColumns(file: string): number[][] {
  const lines = readFileSync(path.join(import.meta.dirname, "curves", file), "utf8")
    .trim()
    .split("\n");
  return lines.slice(1).map((line) => line.split(",").map(Number));
}

export const simulated: Kind[] = [
  { name: "steady", drawUse: (_random, days) => drawDays(days, () => 1) },
  {
    name: "weekdays and weekends",
    drawUse: (random, days) => drawDays(days, (day) => (day % 7 < 5 ? 1 : 3) * drawAround(random, 0.3)),
  },
  {
    name: "bursts, one day of six",
    drawUse: (random, days) => drawDays(days, () => (random() < 1 / 6 ? drawAround(random, 0.5) : 0)),
  },
  { name: "household, read to 1 %", drawUse: drawHousehold },
  { name: "household, read to 5 %", drawUse: drawHousehold, read: roundTo(0.05) },
  { name: "household, read to 10 %", drawUse: drawHousehold, read: roundTo(0.1) },
  {
    name: "household, noisy load cell",
    drawUse: drawHousehold,
    read: (share, random) => share + 0.02 * (random() + random() + random() - 1.5),
  },
  { name: "household, days not read", drawUse: drawHousehold, missed: 0.4 },
  {
    name: "use that drifts",
    drawUse: (random, days) =>
      drawDays(days, (day) => (1 + 0.6 * Math.sin(day / 58)) * drawAround(random, 0.3)),
  },
  {
    name: "holidays, two weeks of ten",
    drawUse: (random, days) => drawDays(days, (day) => (day % 70 < 14 ? 0 : drawAround(random, 0.5))),
  },
  { name: "topped up in between", drawUse: drawHousehold, isToppedUp: true },
];

export const recorded: Kind[] = [
  {
    name: "births",
    drawUse: () => readColumns("births.csv").map(([births = 0]) => births),
  },
  {
    name: "heating, by temperature",
    // Degree days: what fuel dealers plan their deliveries by.
    drawUse: () =>
      readColumns("seattle-weather.csv").map(([, high = 0, low = 0]) => Math.max(0, 15.5 - (high + low) / 2)),
  },
  { name: "rain", drawUse: () => readColumns("seattle-weather.csv").map(([rain = 0]) => rain) },
];
