import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { findStyleFaults } from "./find-style-faults";
import { writeThemeCss } from "./write-theme-css";

/** In bytes. Every page loads it. */
const largest = 100_000;

/** Faults that a message lists. */
const mostFaults = 10;

/** Reads a file of UTF-8 text. */
function readCss(file: string): string {
  let bytes: Buffer;
  try {
    if (statSync(file).size > largest) throw new Error("it is larger than 100 kB");
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`PARTNER_STYLESHEET: ${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`PARTNER_STYLESHEET: ${file} cannot be read: it is not UTF-8 text.`);
  }
}

/**
 * Reads the partner's own style sheet.
 * @returns empty without a file
 * @throws Error listing the faults of the file, by line
 */
export function readStyles(file: string | undefined): string {
  if (!file) return "";
  const css = readCss(file);
  const faults = findStyleFaults(css).slice(0, mostFaults);
  if (faults.length > 0)
    throw new Error(
      faults.map(({ line, what }) => `PARTNER_STYLESHEET: ${file}, line ${line}, ${what}.`).join("\n"),
    );
  return css;
}

/** What pages have beside Larder's own styles. */
export type Theme = {
  /** The accent. Pages have it in themselves: another style sheet would delay their first paint. */
  accent: string;
  /** The accent's source expression in a Content-Security-Policy. */
  accentSource: string;
  /** The accent and the partner's style sheet. */
  css: string;
  /** Whether there is a style sheet of the partner's. */
  hasStyles: boolean;
  /** Changes whenever `css` does. */
  version: string;
};

let known: { key: string; theme: Theme } | undefined;

const hash = (text: string) => createHash("sha256").update(text);

/**
 * Writes the partner's accent and style sheet. The file is read once.
 * @throws as `readStyles`
 */
export function loadTheme(accent: string, file: string | undefined): Theme {
  const key = `${accent} ${file ?? ""}`;
  if (known?.key === key) return known.theme;
  const ours = writeThemeCss(accent);
  const styles = readStyles(file);
  const css = `${ours}\n${styles}`;
  const theme = {
    accent: ours,
    accentSource: `'sha256-${hash(ours).digest("base64")}'`,
    css,
    hasStyles: styles !== "",
    version: hash(css).digest("base64url").slice(0, 16),
  };
  known = { key, theme };
  return theme;
}
