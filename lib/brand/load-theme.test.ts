import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadTheme } from "./load-theme";

const directory = mkdtempSync(path.join(tmpdir(), "styles-"));
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string | Buffer): string {
  const file = path.join(directory, name);
  writeFileSync(file, content);
  return file;
}

it("puts the style sheet after the accent, and reads it once", () => {
  const file = write("own.css", "\ufeffheader { background: navy }\n");
  const { css, version } = loadTheme("#0f766e", file);
  expect(css).toMatch(/^:root \{ --accent: .*\}\nheader \{ background: navy \}\n$/s);
  expect(version).toMatch(/^[\w-]{16}$/);
  writeFileSync(file, "changed {}");
  expect(loadTheme("#0f766e", file)).toEqual({ css, version });
  expect(loadTheme("#0f766f", write("other.css", "")).version).not.toBe(version);
});

it.each([
  ["a file that is missing", "/nowhere/own.css", /own\.css cannot be read: ENOENT/],
  ["a directory", directory, /cannot be read: EISDIR/],
  [
    "a large file",
    write("large.css", "a{}".repeat(40_000)),
    /large\.css cannot be read: it is larger than 100 kB/,
  ],
  [
    "UTF-16",
    write("utf-16.css", Buffer.from("\ufeffa {}", "utf16le")),
    /utf-16\.css cannot be read: it is not UTF-8/,
  ],
  [
    "another site",
    write("evil.css", "\n\na { mask: url(//evil.example) }"),
    /evil\.css, line 3, refers to "\/\/evil\.example"/,
  ],
])("refuses %s", (_, file, says) => expect(() => loadTheme("#0f766e", file)).toThrow(says));
