import path from "node:path";

/** The checkout. */
export const root = path.resolve(import.meta.dirname, "..");

/** What a run leaves behind: the database, secrets, logs. Git-ignored. */
export const dataDirectory = path.join(root, ".data");

export const logDirectory = path.join(dataDirectory, "logs");

/** The command-line programs of packages, run with this Node rather than through node_modules/.bin. */
export const programs = {
  attw: path.join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"),
  biome: path.join(root, "node_modules/@biomejs/biome/bin/biome"),
  next: path.join(root, "node_modules/next/dist/bin/next"),
  playwright: path.join(root, "node_modules/playwright/cli.js"),
  publint: path.join(root, "node_modules/publint/src/cli.js"),
  tsc: path.join(root, "node_modules/typescript/bin/tsc"),
  vitest: path.join(root, "node_modules/vitest/vitest.mjs"),
};
