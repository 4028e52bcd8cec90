import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    environment: "node",
    include: ["{lib,app,components,scripts,launcher,tests,sandbox,server,worker,bench}/**/*.test.{ts,tsx}"],
    globalSetup: "./tests/vitest-setup.ts",
    setupFiles: "./tests/capture-security.ts",
    // More than cores: the longest files mostly wait, for retries, time limits and started processes.
    maxWorkers: 2 * availableParallelism(),
    // Bounds for what hangs, wide enough for a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
