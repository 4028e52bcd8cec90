import { describe, expect, it } from "vitest";
import { findMedian, findQuantile, findRatios, findSpread, formatSpread } from "./quantile";

describe("findQuantile", () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [[10, 9, 1], 0, 1],
    [[10, 9, 1], 1, 10],
    [[7], 0.99, 7],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.99, 99],
    [[], 0.5, Number.NaN],
  ])("%j, %f: %f", (numbers, part, found) => {
    expect(findQuantile(numbers, part)).toBe(found);
  });

  it("leaves the order of what it is given", () => {
    const numbers = [2, 3, 1];
    findMedian(numbers);
    expect(numbers).toEqual([2, 3, 1]);
  });
});

it("takes the median of the ratios, not the ratio of the medians", () => {
  expect(findRatios([10, 30, 50], [100, 60, 50])).toEqual({ low: 0.1, median: 0.5, high: 1 });
});

it.each([
  [[1234.4, 1000, 2000], 0, "1,234 (1,000–2,000)"],
  [[0.5], 2, "0.50"],
  [[0.501, 0.502], 2, "0.50"],
  [[], 2, ""],
])("formats %j with %i digits: %s", (numbers, digits, text) => {
  expect(formatSpread(findSpread(numbers), digits)).toBe(text);
});
