// Forecasts when a supply is used up, and what may be said of it (docs/forecast.md). Pure functions.

/** A level: at most one a day. Whole days since 1970, and the share of the scale, 0 to 1. */
export type LevelPoint = { readonly day: number; readonly share: number };

/** Days from the last level until the supply is used up, none negative. */
export type Forecast = { earliest: number; likely: number; latest: number };

/** What a reader is told. */
export type Phrase = { kind: "more-than-a-month" } | { kind: "weeks" | "days"; count: number };

/** A rise of more than this share of the scale is a refill. */
const refill = 0.1;
const fewestDays = 14;
const fewestDrops = 4;
/** Pairs grow with the square: 32 levels have 496. */
const mostLevels = 32;
/** Days. Beyond, a hundred days of levels have seen too little of the year. */
const horizon = 365;
/**
 * How much weeks usually differ, as a part of the use. It counts like one more week, because three weeks that
 * happen to be alike say little of the next.
 */
const usual = 0.2;
/** Student's t for nine tenths of the cases, by the number of comparisons of weeks less one. */
const student = [6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83, 1.81, 1.8, 1.78, 1.77];

/**
 * Forecasts from levels in the order of their days, about a hundred days at most. Only those since the last
 * refill count.
 * @returns null unless 14 days, four drops and a clear fall allow a forecast
 */
export function forecastRest(points: readonly LevelPoint[]): Forecast | null {
  const stretch = takeSinceRefill(points);
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last || last.share <= 0 || countDrops(stretch) < fewestDrops) return null;
  const days = last.day - first.day;
  if (days < fewestDays) return null;

  const fall = -findMedian(listSlopes(averageLevels(stretch, Math.ceil((days + 1) / mostLevels))));
  const recent = stretch
    .filter(({ day }) => last.day - day < 7)
    .map(({ day, share }) => share - fall * (last.day - day));
  const level = Math.max(0, findMedian(recent));
  const likely = level / fall;
  if (!(fall > 0 && likely <= horizon)) return null;

  const doubt = findDoubt(stretch, fall, likely);
  if (!(doubt < fall)) return null;
  const blur = Math.max(...recent.map((share) => Math.abs(share - level)));
  return {
    earliest: Math.max(0, level - blur) / (fall + doubt),
    likely,
    latest: (level + blur) / (fall - doubt),
  };
}

/**
 * How far the use per day may lie from the one estimated. Theil and Sen's interval by ranks takes levels for
 * independent, but a busy day lowers all later ones, and the days to come vary as well. So whole weeks are
 * compared: the more of them seen and the more to come, the less doubt.
 */
function findDoubt(stretch: readonly LevelPoint[], fall: number, likely: number): number {
  const weeks = averageLevels(stretch, 7);
  const changes = weeks.slice(1).map((week, index) => slopeBetween(weeks[index] as LevelPoint, week) + fall);
  const factor = student[Math.min(changes.length - 1, student.length) - 1];
  if (factor === undefined) return Number.POSITIVE_INFINITY;
  const squares = changes.reduce((sum, change) => sum + change ** 2, (usual * fall) ** 2);
  return factor * Math.sqrt((squares / changes.length) * (1 / changes.length + 7 / likely));
}

/** From the lowest level and not from the one before, because a refill may take two days. */
function takeSinceRefill(points: readonly LevelPoint[]): readonly LevelPoint[] {
  let [start, lowest] = [0, Number.POSITIVE_INFINITY];
  points.forEach(({ share }, index) => {
    if (share > lowest + refill) [start, lowest] = [index, share];
    else lowest = Math.min(lowest, share);
  });
  return points.slice(start);
}

/** Counts levels below all before: one that bounces back and forth is not used. */
function countDrops(points: readonly LevelPoint[]): number {
  let [lowest, drops] = [points[0]?.share ?? 0, 0];
  for (const { share } of points)
    if (share < lowest) {
      lowest = share;
      drops += 1;
    }
  return drops;
}

/** Averages the levels of so many days each, counted from the last day. */
function averageLevels(points: readonly LevelPoint[], days: number): LevelPoint[] {
  const last = points.at(-1)?.day ?? 0;
  const groups = new Map<number, { day: number; share: number; count: number }>();
  for (const { day, share } of points) {
    const key = Math.floor((last - day) / days);
    const group = groups.get(key) ?? { day: 0, share: 0, count: 0 };
    groups.set(key, { day: group.day + day, share: group.share + share, count: group.count + 1 });
  }
  return [...groups.values()].map(({ day, share, count }) => ({ day: day / count, share: share / count }));
}

const slopeBetween = (a: LevelPoint, b: LevelPoint) => (b.share - a.share) / (b.day - a.day);

/** Plain loops, because this is most of the time of a forecast. */
function listSlopes(points: readonly LevelPoint[]): number[] {
  const slopes: number[] = [];
  for (const [index, a] of points.entries())
    for (let other = 0; other < index; other += 1) slopes.push(slopeBetween(points[other] as LevelPoint, a));
  return slopes;
}

function findMedian(numbers: readonly number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/**
 * Says as much of a forecast as it carries, and otherwise nothing: a wrong figure costs the partner a call.
 * @param age days since the last level
 */
export function phraseForecast(forecast: Forecast, age: number): Phrase | null {
  const [earliest, likely, latest] = [forecast.earliest - age, forecast.likely - age, forecast.latest - age];
  // Nobody knows what happened since, such as a refill.
  if (!(age >= 0 && age <= 7 && age <= forecast.likely / 2)) return null;
  if (earliest > 30) return { kind: "more-than-a-month" };
  const days = Math.round(likely);
  const phrase: Phrase =
    days < 7 ? { kind: "days", count: days } : { kind: "weeks", count: Math.round(likely / 7) };
  const [low, high] = findMeaning(phrase);
  return days > 0 && earliest >= low && latest <= high ? phrase : null;
}

/** What a reader takes a phrase to mean, in days: the least and the most. */
export function findMeaning(phrase: Phrase): [least: number, most: number] {
  if (phrase.kind === "more-than-a-month") return [30, Number.POSITIVE_INFINITY];
  const days = phrase.kind === "weeks" ? phrase.count * 7 : phrase.count;
  // Of a few days, two; of weeks, half a week, and a quarter from three weeks on.
  const leeway = phrase.kind === "weeks" ? Math.max(3.5, days / 4) : Math.min(2, days);
  return [days - leeway, days + leeway];
}
