import { availableParallelism } from "node:os";
import { defineConfig } from "playwright/test";
import { findInstalledBrowser } from "./launcher/browser";

const isRoot = process.getuid?.() === 0;
process.env.E2E_BROWSER ??= findInstalledBrowser();

// The global setup starts a stage for each worker, before the workers read this file.
const stages = JSON.parse(process.env.E2E_STAGES ?? "[]");
Object.assign(process.env, stages[Number(process.env.TEST_PARALLEL_INDEX)]);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  globalSetup: "./e2e/global-setup.ts",
  // One more than cores, since journeys also wait. Each needs about 1 GB of memory.
  workers: Math.min(availableParallelism() + 1, 4),
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Bounds for what hangs: journeys of many pages take two minutes on a busy machine.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.E2E_PORTAL_URL,
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.E2E_BROWSER,
      // Chromium's sandbox does not work as root.
      chromiumSandbox: !isRoot,
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
