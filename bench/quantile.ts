// What many measurements come to.

/** Finds a quantile by the nearest-rank method; not a number if there are none. */
export const findQuantile = (numbers: number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * part) - 1)] ?? Number.NaN;

/** Finds the median; of an even count the lower of the middle two. */
export const findMedian = (numbers: number[]): number => findQuantile(numbers, 0.5);

export type Spread = { low: number; median: number; high: number };

export const findSpread = (numbers: number[]): Spread => ({
  low: findQuantile(numbers, 0),
  median: findMedian(numbers),
  high: findQuantile(numbers, 1),
});

/** Compares two series round by round: on a busy machine only figures of the same round can be compared. */
export const findRatios = (series: number[], base: number[]): Spread =>
  findSpread(series.slice(0, base.length).map((number, round) => number / (base[round] as number)));

/** Formats a median with the lowest and the highest; the median alone where they look the same. */
export function formatSpread({ low, median, high }: Spread, digits: number): string {
  const format = (number: number) =>
    number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (Number.isNaN(median)) return "";
  return format(low) === format(high) ? format(median) : `${format(median)} (${format(low)}–${format(high)})`;
}
