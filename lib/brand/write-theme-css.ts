import { converter } from "culori";

const toOklch = converter("oklch");

/**
 * Writes a style sheet with the partner's accent. Keeps its hue and limits lightness and chroma for a
 * contrast of 4.5:1 or more: with white text in light mode, with dark text in dark mode.
 * @param accent hexadecimal colour, for example #0f766e
 */
export function writeThemeCss(accent: string): string {
  const { l, c, h = 0 } = toOklch(accent) ?? { l: 0.5, c: 0 };
  const formatColour = (lightness: number, chroma: number) =>
    `oklch(${[lightness.toFixed(3), chroma.toFixed(3), h.toFixed(1)].map(Number).join(" ")})`;
  const light = formatColour(Math.min(l, 0.5), Math.min(c, 0.14));
  const dark = formatColour(Math.max(l, 0.76), Math.min(c, 0.12));
  const darkRule = `:root{--accent:${dark};--on-accent:${formatColour(0.2, 0.03)}}`;
  return `:root{--accent:${light};--on-accent:#fff}@media(prefers-color-scheme:dark){${darkRule}}`;
}
