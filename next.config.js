import createNextIntlPlugin from "next-intl/plugin";

// No calls to third parties, at build time or run time.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  // Turns off /_next/image, which would need a native library.
  images: { unoptimized: true },
  outputFileTracingExcludes: { "**": ["node_modules/sharp/**", "node_modules/@img/**"] },
  poweredByHeader: false,
  reactStrictMode: true,
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
