import { createHash } from "node:crypto";
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
  const theme = loadTheme("#0f766e", file);
  const { accent, css, version } = theme;
  expect(theme.hasStyles).toBe(true);
  expect(css.slice(accent.length)).toMatch(/^\nheader \{ background: navy \}\n$/);
  expect(version).toMatch(/^[\w-]{16}$/);
  writeFileSync(file, "changed {}");
  expect(loadTheme("#0f766e", file)).toBe(theme);
  expect(loadTheme("#0f766f", write("other.css", "")).version).not.toBe(version);
});

it("names the accent as a policy does, by its hash", () => {
  const { accent, accentSource, hasStyles } = loadTheme("#0f766e", undefined);
  expect(accent).toMatch(/^:root\{--accent:oklch/);
  expect(accentSource).toBe(`'sha256-${createHash("sha256").update(accent).digest("base64")}'`);
  expect(hasStyles).toBe(false);
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
