import createNextIntlPlugin from "next-intl/plugin";

// No calls to third parties, at build time or run time.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
