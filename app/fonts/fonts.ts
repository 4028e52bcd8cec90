import localFont from "next/font/local";

/** Inter's Latin file, preloaded on each page. The rules for the other files are in fonts.css. */
export const inter = localFont({
  src: "./inter-latin.woff2",
  weight: "400 650",
  style: "normal",
  display: "swap",
  // fonts.css has better ones: Android lacks Arial, and bold text has another width.
  adjustFontFallback: false,
  declarations: [
    { prop: "font-family", value: "Inter Variable" },
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
});
