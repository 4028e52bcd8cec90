import { defineConfig } from "playwright/test";
import { findInstalledBrowser } from "./launcher/browser";

const isRoot = process.getuid?.() === 0;
process.env.E2E_BROWSER ??= findInstalledBrowser();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  globalSetup: "./e2e/global-setup.ts",
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  use: {
    // Set by the global set-up, which runs before the workers read this file.
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
