import { expect, it } from "vitest";
import { formatSlowest, listPlaywrightTimes, listVitestTimes } from "./times";

const vitest = { testResults: [{ name: "/larder/lib/a.test.ts", startTime: 1_000, endTime: 3_500 }] };

const takes = (file: string, ...durations: number[]) => ({
  file,
  tests: [{ results: durations.map((duration) => ({ duration })) }],
});
const playwright = {
  config: { rootDir: "/larder/e2e" },
  suites: [
    { specs: [takes("a.spec.ts", 700)], suites: [{ specs: [takes("a.spec.ts", 200, 100)] }] },
    { specs: [takes("b.spec.ts", 4_000)] },
  ],
};

it("reads each file's seconds, in all its groups", () => {
  expect(listVitestTimes(vitest)).toEqual([{ file: "/larder/lib/a.test.ts", seconds: 2.5 }]);
  expect(listPlaywrightTimes(playwright)).toEqual([
    { file: "/larder/e2e/a.spec.ts", seconds: 1 },
    { file: "/larder/e2e/b.spec.ts", seconds: 4 },
  ]);
});

it("has no times without a report", () => {
  expect(listVitestTimes(undefined)).toEqual([]);
  expect(listPlaywrightTimes(undefined)).toEqual([]);
});

it("names the ten slowest files, the slowest first", () => {
  const times = [...listVitestTimes(vitest), ...listPlaywrightTimes(playwright)];
  expect(formatSlowest(times, "/larder").split("\n")).toEqual([
    "     4.0 s  e2e/b.spec.ts",
    "     2.5 s  lib/a.test.ts",
    "     1.0 s  e2e/a.spec.ts",
  ]);
  const many = Array.from({ length: 12 }, (_, index) => ({ file: `/larder/${index}`, seconds: index }));
  expect(formatSlowest(many, "/larder").split("\n")).toHaveLength(10);
  expect(formatSlowest(many, "/larder")).toMatch(/^ {4}11\.0 s {2}11\n/);
});
