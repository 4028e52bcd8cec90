import createNextIntlPlugin from "next-intl/plugin";

// Nothing here talks to a third party, at build or at run time.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
