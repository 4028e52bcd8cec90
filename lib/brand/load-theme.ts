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

/** What pages load after Larder's own styles. */
export type Theme = { css: string; version: string };

let known: { key: string; theme: Theme } | undefined;

/**
 * Writes the partner's accent and style sheet as one. The file is read once.
 * @returns it, with a word that changes whenever it does
 * @throws as `readStyles`
 */
export function loadTheme(accent: string, file: string | undefined): Theme {
  const key = `${accent} ${file ?? ""}`;
  if (known?.key === key) return known.theme;
  const css = writeThemeCss(accent) + readStyles(file);
  const version = createHash("sha256").update(css).digest("base64url").slice(0, 16);
  known = { key, theme: { css, version } };
  return known.theme;
}
