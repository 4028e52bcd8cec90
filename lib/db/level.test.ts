import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { buildLevel } from "./level";

const folder = path.join(import.meta.dirname, "migrations");
const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));

/** Reads the levels that a migration adds: its own, and the oldest build that it serves. */
const readLevels = (file: string) =>
  [
    ...readFileSync(path.join(folder, file), "utf8").matchAll(
      /INTO "schema_levels".*VALUES \((\d+), (\d+)\)/gi,
    ),
  ].map(([, level, oldest]) => [Number(level), Number(oldest)]);

it("is the number of the newest migration", () => {
  expect(buildLevel).toBe(Math.max(...files.map((name) => Number(name.slice(0, 4)))));
});

it.each(files.filter((name) => name >= "0005"))("%s says which builds it serves", (file) => {
  const number = Number(file.slice(0, 4));
  const earlier = files.filter((name) => name < file).flatMap(readLevels);
  expect(readLevels(file)).toEqual([[number, expect.any(Number)]]);
  const oldest = readLevels(file)[0]?.[1] as number;
  expect(oldest).toBeLessThanOrEqual(number);
  // A build that an earlier migration dropped is not served again.
  expect(oldest).toBeGreaterThanOrEqual(Math.max(0, ...earlier.map(([, served]) => served as number)));
});
