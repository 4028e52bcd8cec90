import path from "node:path";

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, "..");

/** Holds the build: everything that runs in production. Git-ignored. */
export const distDirectory = path.join(root, "dist");

/** A second build, of a portal below a path, for the tests. Git-ignored. */
export const buildBelowPath = {
  basePath: "/devices-portal",
  directory: path.join(root, ".data/dist-below-path"),
};

/** Holds the database, secrets and logs between runs. Git-ignored. */
export const dataDirectory = path.join(root, ".data");

export const logDirectory = path.join(dataDirectory, "logs");

/** Command-line tools of packages. Run them with the current Node, not through node_modules/.bin. */
export const programs = {
  attw: path.join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"),
  biome: path.join(root, "node_modules/@biomejs/biome/bin/biome"),
  next: path.join(root, "node_modules/next/dist/bin/next"),
  playwright: path.join(root, "node_modules/playwright/cli.js"),
  publint: path.join(root, "node_modules/publint/src/cli.js"),
  tsc: path.join(root, "node_modules/typescript/bin/tsc"),
  vitest: path.join(root, "node_modules/vitest/vitest.mjs"),
};
