// Part of npm run fonts: cuts Inter down to what pages use.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import subsetFont from "subset-font";

const source = path.dirname(
  createRequire(import.meta.url).resolve("@fontsource-variable/inter/package.json"),
);

/** The weights of tailwind.config.ts. */
const variationAxes = { wght: { min: 400, max: 650 } };
/** Kerning, accents, ligatures, contextual forms and tabular figures. Dropped: the sets that nobody turns on. */
const keepFeatures = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum"];

export type Font = { name: string; range: string; content: Buffer };

/** Cuts each file of the package: the same characters, fewer weights and features. About 0.6 of the bytes. */
export function cutFonts(): Promise<Font[]> {
  const css = readFileSync(path.join(source, "index.css"), "utf8");
  const faces = css.matchAll(
    /url\(\.\/files\/(inter-[\w-]+)-wght-normal\.woff2\)[^}]*unicode-range: ([^;]+);/g,
  );
  return Promise.all(
    [...faces].map(async ([, name = "", range = ""]) => {
      const file = readFileSync(path.join(source, `files/${name}-wght-normal.woff2`));
      const options = { targetFormat: "woff2", variationAxes, keepFeatures } as const;
      return {
        name: `${name}.woff2`,
        range,
        content: await subsetFont(file, listCharacters(range), options),
      };
    }),
  );
}

/** The licence, which must stand beside the fonts. */
export const readLicence = () => readFileSync(path.join(source, "LICENSE"), "utf8");

/** @param range as in CSS, such as `U+0131,U+0152-0153` */
function listCharacters(range: string): string {
  return range
    .split(",")
    .map((part) => {
      const [first = 0, last = first] = part
        .replace("U+", "")
        .split("-")
        .map((code) => Number.parseInt(code, 16));
      return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
    })
    .join("");
}
