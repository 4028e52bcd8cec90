import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    environment: "node",
    include: [
      "proxy.test.ts",
      "{lib,app,components,scripts,launcher,tests,sandbox,server,worker}/**/*.test.{ts,tsx}",
    ],
    globalSetup: "./tests/vitest-setup.ts",
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
