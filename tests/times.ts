// Reads from the runners' reports how long each test file took.
import path from "node:path";

export type FileTime = { file: string; seconds: number };

type VitestReport = { testResults: { name: string; startTime: number; endTime: number }[] };

type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs?: { file: string; tests: { results: { duration: number }[] }[] }[];
};

type PlaywrightReport = { config: { rootDir: string }; suites: PlaywrightSuite[] };

/** @param report undefined where the runner did not run; also for `listPlaywrightTimes` */
export function listVitestTimes(report: unknown): FileTime[] {
  const { testResults } = (report as VitestReport | undefined) ?? { testResults: [] };
  return testResults.map(({ name, startTime, endTime }) => ({
    file: name,
    seconds: (endTime - startTime) / 1000,
  }));
}

export function listPlaywrightTimes(report: unknown): FileTime[] {
  if (!report) return [];
  const { config, suites } = report as PlaywrightReport;
  const sums = new Map<string, number>();
  const addUp = (suite: PlaywrightSuite): void => {
    for (const { file, tests } of suite.specs ?? [])
      for (const { duration } of tests.flatMap(({ results }) => results))
        sums.set(file, (sums.get(file) ?? 0) + duration);
    for (const inner of suite.suites ?? []) addUp(inner);
  };
  for (const suite of suites) addUp(suite);
  return [...sums].map(([file, sum]) => ({ file: path.join(config.rootDir, file), seconds: sum / 1000 }));
}

/** Writes the ten slowest files, a line each, with paths below `root`. */
export function formatSlowest(times: FileTime[], root: string): string {
  const slowest = times.toSorted((one, other) => other.seconds - one.seconds).slice(0, 10);
  return slowest
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${path.relative(root, file)}`)
    .join("\n");
}
