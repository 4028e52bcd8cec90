import { converter } from "culori";

const toOklch = converter("oklch");

/**
 * The partner's accent, its hue kept, lightness and chroma brought to where it reads well on our surfaces:
 * white text on it in light, dark text on it in dark (both 4.5:1 or more).
 * @param accent a colour such as #0f766e
 * @returns a style sheet
 */
export function themeCss(accent: string): string {
  const { l, c, h = 0 } = toOklch(accent) ?? { l: 0.5, c: 0 };
  const colour = (lightness: number, chroma: number) =>
    `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${h.toFixed(1)})`;
  const light = colour(Math.min(l, 0.5), Math.min(c, 0.14));
  const dark = colour(Math.max(l, 0.76), Math.min(c, 0.12));
  return `:root { --accent: ${light}; --on-accent: oklch(1 0 0); }
@media (prefers-color-scheme: dark) {
  :root { --accent: ${dark}; --on-accent: ${colour(0.2, 0.03)}; }
}
`;
}
