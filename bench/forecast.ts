// npm run bench:forecast: tries the forecast on simulated and recorded curves, and prints how often something
// is said, and how often that is wrong. The curves are seeded: only the times differ from run to run.
import { findMeaning, forecastRest, type LevelPoint, phraseForecast } from "@/lib/readings/forecast";
import { type Kind, type Random, recorded, seedRandom, simulated } from "./forecast-curves";
import { findMedian, findQuantile } from "./quantile";

const curves = 200;
const days = 600;
/** Days that are known after each day tried, and that a full supply lasts at most. */
const ahead = 130;
/** Days of levels that the forecast gets. */
const behind = 100;

type Supply = { points: LevelPoint[]; levels: number[]; use: number[] };

/** Takes a use from a supply that lasts 20 to 120 days, and fills it up again. */
function drawSupply({ drawUse, read, isToppedUp, missed = 0 }: Kind, random: Random): Supply {
  const drawn = drawUse(random, days);
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const lasts = 20 * 6 ** random();
  const use = drawn.map((one) => one / mean / lasts);
  let [level, filledAt, isMissed] = [1, random() * 0.2, false];
  const levels = use.map((taken) => {
    if (level <= filledAt) {
      level = isToppedUp ? Math.min(1, level + 0.3 + 0.5 * random()) : 1;
      filledAt = random() * (isToppedUp ? 0.6 : 0.2);
    }
    level = Math.max(0, level - taken);
    return level;
  });
  const points = levels.flatMap((share, day) => {
    // Runs of five days on average.
    if (random() < 0.2) isMissed = random() < missed;
    const seen = read?.(share, random) ?? Math.round(share * 100) / 100;
    return isMissed ? [] : [{ day, share: Math.min(1, Math.max(0, seen)) }];
  });
  return { points, levels, use };
}

/** Days until the level of a day is used up. */
function findTrueRest({ levels, use }: Supply, day: number): number {
  let rest = levels[day] as number;
  for (let after = day + 1; after < use.length; after += 1) {
    const taken = use[after] as number;
    if (taken >= rest) return after - day - 1 + (taken > 0 ? rest / taken : 0);
    rest -= taken;
  }
  return Number.POSITIVE_INFINITY;
}

type Tally = { tried: number; said: number; wrong: number; figures: number; wrongFigures: number };

function tryKind(kind: Kind, random: Random): void {
  const tally: Tally = { tried: 0, said: 0, wrong: 0, figures: 0, wrongFigures: 0 };
  const [errors, parts, times]: number[][] = [[], [], []];
  for (let curve = 0; curve < curves; curve += 1) {
    const supply = drawSupply(kind, random);
    for (let day = 20; day < supply.use.length - ahead; day += 3) {
      const points = supply.points.filter((point) => point.day <= day && point.day > day - behind);
      const started = performance.now();
      const forecast = forecastRest(points);
      times?.push((performance.now() - started) * 1000);
      tally.tried += 1;
      const phrase = forecast && phraseForecast(forecast, day - (points.at(-1)?.day ?? 0));
      if (!phrase) continue;
      const truth = findTrueRest(supply, day);
      const [least, most] = findMeaning(phrase);
      const isWrong = truth < least || truth > most;
      tally.said += 1;
      if (isWrong) tally.wrong += 1;
      if (phrase.kind === "more-than-a-month") continue;
      tally.figures += 1;
      if (isWrong) tally.wrongFigures += 1;
      const error = Math.abs(phrase.count * (phrase.kind === "weeks" ? 7 : 1) - truth);
      errors?.push(error);
      if (truth > 0) parts?.push((error / truth) * 100);
    }
  }
  console.log(formatRow(kind.name, tally, [errors, parts, times] as number[][]));
}

const formatShare = (part: number, whole: number) => (whole ? `${((part / whole) * 100).toFixed(1)} %` : "");

function formatRow(name: string, tally: Tally, [errors, parts, times]: number[][]): string {
  const format = (numbers: number[] | undefined, digits: number, unit: string) =>
    numbers?.length ? findMedian(numbers).toFixed(digits) + unit : "";
  const cells = [
    formatShare(tally.said, tally.tried),
    formatShare(tally.wrong, tally.said),
    formatShare(tally.figures, tally.tried),
    formatShare(tally.wrongFigures, tally.figures),
    format(errors, 1, ""),
    format(parts, 0, " %"),
    findQuantile(times ?? [], 0.95).toFixed(0),
  ];
  return `| ${name.padEnd(28)} | ${cells.map((cell) => cell.padStart(9)).join(" | ")} |`;
}

const titles = ["said", "wrong", "figure", "wrong", "off, days", "off", "µs, p95"];
console.log(
  `${curves} curves of each kind, tried every third day with ${behind} days of levels at most.\n\n` +
    `| ${"curve".padEnd(28)} | ${titles.map((title) => title.padStart(9)).join(" | ")} |\n` +
    `| ${"-".repeat(28)} | ${titles.map(() => `${"-".repeat(8)}:`).join(" | ")} |`,
);
for (const [index, kind] of [...simulated, ...recorded].entries()) tryKind(kind, seedRandom(1000 + index));
