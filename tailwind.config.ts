import type { Config } from "tailwindcss";

const colours = [
  "background",
  "surface",
  "sunken",
  "line",
  "control",
  "ink",
  "muted",
  "warning",
  "danger",
  "accent",
  "on-accent",
  "plate",
];

/** Design tokens. app/globals.css defines the neutral values, lib/brand the partner's accent. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      ...Object.fromEntries(colours.map((name) => [name, `var(--${name})`])),
    },
    screens: { sm: "40rem", md: "60rem" },
    fontFamily: {
      sans: [
        "Inter Variable",
        "Inter in Roboto",
        "Inter in Arial",
        "system-ui",
        "Hiragino Sans",
        "Noto Sans JP",
        "sans-serif",
      ],
      mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
    },
    fontSize: {
      meta: ["0.8125rem", "1.125rem"],
      /** For staff pages, which are denser. */
      desk: ["0.875rem", "1.25rem"],
      body: ["1rem", "1.5rem"],
      card: ["1.125rem", "1.5rem"],
      section: ["1.375rem", "1.75rem"],
      page: ["1.75rem", "2.125rem"],
      display: ["2.125rem", "2.5rem"],
    },
    fontWeight: { normal: "400", medium: "550", bold: "650" },
    borderRadius: { control: "0.5rem", row: "0.875rem", tile: "1.25rem", full: "9999px" },
    boxShadow: { tile: "var(--tile-shadow)" },
    extend: { maxWidth: { desk: "80rem", list: "67.5rem", device: "45rem", words: "62ch" } },
  },
} satisfies Config;
