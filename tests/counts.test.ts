import { expect, it } from "vitest";
import { countPlaywright, countVitest } from "./counts";

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };
const playwright = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };

it("adds up the runners' reports", () => {
  expect(countVitest(vitest, 1)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  expect(countPlaywright({ stats: playwright }, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

it("never counts a missing or empty report as success", () => {
  expect(countVitest(undefined, 0).failed).toBe(1);
  expect(countPlaywright(undefined, 1).failed).toBe(1);
  expect(countVitest({ ...vitest, numFailedTests: 0 }, 1).failed).toBe(1);
  expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }, 0).failed).toBe(1);
  const unloaded = { status: "failed", assertionResults: [] };
  expect(countVitest({ ...vitest, numFailedTests: 0, testResults: [unloaded] }, 1).failed).toBe(1);
});
