import { defineConfig } from "vitest/config";

// For mutation testing: lib/dash needs no database, and a mutant meets each property often enough in 100 runs.
export default defineConfig({
  test: {
    include: ["lib/dash/*.test.ts"],
    env: { PROPERTY_RUNS: "100", PROPERTY_SEED: "1" },
  },
});
