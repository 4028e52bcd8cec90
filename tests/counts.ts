// Counts test results from the runners' reports. A runner that fails without naming a failed test (it
// crashed, or a file did not load) counts as one failed test.

export type Counts = { passed: number; failed: number; skipped: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
};

export function countVitest(report: unknown, exitCode: number): Counts {
  if (!report) return countSilentFailure({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport;
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return countSilentFailure(
    {
      passed: numPassedTests,
      failed: numFailedTests + unloaded.length,
      skipped: numPendingTests + numTodoTests,
    },
    exitCode,
  );
}

export function countPlaywright(report: unknown, exitCode: number): Counts {
  if (!report) return countSilentFailure({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const { expected, unexpected, flaky, skipped } = (report as PlaywrightReport).stats;
  return countSilentFailure({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

function countSilentFailure(counts: Counts, exitCode: number): Counts {
  const empty = counts.passed + counts.failed + counts.skipped === 0;
  const silent = counts.failed === 0 && (exitCode !== 0 || empty);
  return silent ? { ...counts, failed: 1 } : counts;
}
