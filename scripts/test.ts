// npm test: runs all checks in order. `npm test -- unit` runs only that step; several may be named.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "@/launcher/browser";
import { ensureBuild } from "@/launcher/build";
import { cleanEnvironment } from "@/launcher/environment";
import { ensureFont, findPostgresPrograms, findProgram } from "@/launcher/find-program";
import { buildBelowPath, programs, root } from "@/launcher/paths";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { endAllOnSignals, isEnding, runTool } from "@/launcher/processes";
import { formatBold, formatSeconds } from "@/launcher/steps";
import { type Counts, countPlaywright, countVitest } from "@/tests/counts";
import { buildTestDatabaseEnvironment } from "@/tests/database";
import { formatSlowest, listPlaywrightTimes, listVitestTimes } from "@/tests/times";

const results = path.join(root, "test-results");
const buildResultPath = (name: string) => path.join(results, name);
const env = cleanEnvironment();
const colors = process.stdout.isTTY ? "force" : "off";

const steps: Record<string, { title: string; needs?: string; work: () => Promise<Counts> }> = {
  lint: {
    title: "Format, lint and import rules",
    work: async () => countAsOne(await runTool([programs.biome, "ci", `--colors=${colors}`, "."], env)),
  },
  types: {
    title: "Types",
    // Generates Next's route types and next-env.d.ts, which are not in git.
    work: async () =>
      countAsOne(
        (await runTool([programs.next, "typegen"], env)) || (await runTool([programs.tsc, "--noEmit"], env)),
      ),
  },
  unit: { title: "Unit, database and route tests", work: runVitest },
  build: {
    title: "Production build",
    work: async () => {
      // First, so that .next/ ends as the build of dist/.
      await ensureBuild(buildBelowPath.basePath, buildBelowPath.directory);
      if (!(await ensureBuild())) console.log("unchanged since the last build");
      return countAsOne(0);
    },
  },
  e2e: { title: "End-to-end tests", needs: "build", work: runPlaywright },
};

endAllOnSignals(130);
process.exit(await run(process.argv.slice(2)));

async function run(names: string[]): Promise<number> {
  const unknown = names.find((name) => !steps[name]);
  if (unknown) {
    console.error(`Unknown step "${unknown}". Steps: ${Object.keys(steps).join(", ")}`);
    return 1;
  }
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const broken: string[] = [];
  for (const [name, { title, needs, work }] of Object.entries(steps)) {
    const needed = names.some((wish) => steps[wish]?.needs === name);
    if (names.length > 0 && !names.includes(name) && !needed) continue;
    console.log(`\n${formatBold(`▸ ${title}`)}`);
    if (needs && broken.includes(needs)) {
      console.log("  not run: the build failed");
      continue;
    }
    const started = performance.now();
    const counts = await work().catch((error): Counts => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    // A signal is ending everything: run no further steps and print no totals.
    if (isEnding()) return new Promise(() => {});
    console.log(`  ${formatCounts(counts)} in ${formatSeconds(started)}`);
    if (counts.failed > 0) broken.push(name);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const times = [
    ...listVitestTimes(readReport("vitest.json")),
    ...listPlaywrightTimes(readReport("playwright.json")),
  ];
  if (times.length > 0) console.log(`\n${formatBold("Slowest files")}\n${formatSlowest(times, root)}`);
  if (broken.length > 0) console.log(`\nFailed: ${broken.map((name) => steps[name]?.title).join("; ")}`);
  console.log(`\n${formatCounts(total)}`);
  return total.failed > 0 ? 1 : 0;
}

async function runVitest(): Promise<Counts> {
  await findProgram("pgbouncer");
  const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  try {
    const code = await runTool(
      [
        programs.vitest,
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${buildResultPath("vitest.json")}`,
      ],
      { ...env, ...buildTestDatabaseEnvironment(server) },
    );
    return countVitest(readReport("vitest.json"), code);
  } finally {
    await server.stop();
  }
}

async function runPlaywright(): Promise<Counts> {
  await findProgram("nginx");
  await findPostgresPrograms();
  const browser = await findBrowser();
  await ensureFont();
  const code = await runTool([programs.playwright, "test", "--reporter=list,json"], {
    ...env,
    E2E_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: buildResultPath("playwright.json"),
    PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS: "1",
  });
  return countPlaywright(readReport("playwright.json"), code);
}

function countAsOne(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Reads a test runner's report; undefined if the runner crashed before writing it. */
function readReport(name: string): unknown {
  try {
    return JSON.parse(readFileSync(buildResultPath(name), "utf8"));
  } catch {
    return undefined;
  }
}
