import { defineConfig } from "vitest/config";

// For mutation testing: lib/dash needs no database, and 100 runs of each property are enough to kill a
// mutant.
export default defineConfig({
  test: {
    include: ["lib/dash/*.test.ts"],
    env: { PROPERTY_RUNS: "100", PROPERTY_SEED: "1" },
  },
});
