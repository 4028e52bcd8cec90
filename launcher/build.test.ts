import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { hashSources } from "./build";

const base = mkdtempSync(path.join(os.tmpdir(), "larder-build-"));
const write = (name: string, content: string) => writeFileSync(path.join(base, name), content);
const hash = () => hashSources(base, ["lib", "config.js", "missing.ts"]);

beforeEach(() => {
  mkdirSync(path.join(base, "lib/a"), { recursive: true });
  write("lib/a/b.ts", "one");
  write("config.js", "two");
});
afterAll(() => rmSync(base, { recursive: true }));

it("changes when a file's content or name changes, or a file is added", () => {
  const before = hash();
  write("lib/a/b.ts", "three");
  const changed = hash();
  write("missing.ts", "");
  const added = hash();
  rmSync(path.join(base, "missing.ts"));
  write("lib/a/c.ts", "three");
  rmSync(path.join(base, "lib/a/b.ts"));
  expect(new Set([before, changed, added, hash()]).size).toBe(4);
  rmSync(path.join(base, "lib/a/c.ts"));
});

it("stays the same when a file is rewritten unchanged or only tests change", () => {
  const before = hash();
  write("lib/a/b.ts", "one");
  write("lib/a/b.test.ts", "anything");
  expect(hash()).toBe(before);
});
