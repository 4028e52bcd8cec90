import { parse, wcagContrast } from "culori";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeThemeCss } from "./write-theme-css";

const readValues = (css: string) =>
  [...css.matchAll(/--(?:on-)?accent:(oklch\([^)]+\)|#fff)/g)].map((match) => parse(match[1] as string));

test("any accent has enough contrast with the text on it and with our surfaces", () => {
  const surfaces = { light: parse("oklch(.96 .007 80)"), dark: parse("oklch(.22 .008 70)") };
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(hex, (accent) => {
      const [light, onLight, dark, onDark] = readValues(writeThemeCss(accent));
      if (!light || !onLight || !dark || !onDark || !surfaces.light || !surfaces.dark)
        throw new Error("no colour");
      expect(wcagContrast(light, onLight)).toBeGreaterThan(4.5);
      expect(wcagContrast(light, surfaces.light)).toBeGreaterThan(4.5);
      expect(wcagContrast(dark, onDark)).toBeGreaterThan(4.5);
      expect(wcagContrast(dark, surfaces.dark)).toBeGreaterThan(4.5);
    }),
    { numRuns: 2000 },
  );
});

test("a dark accent keeps its hue and lightness in light mode", () => {
  expect(writeThemeCss("#0f4c44")).toContain("--accent:oklch(0.377 0.061 182.1");
});
