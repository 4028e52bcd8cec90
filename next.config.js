// No calls to third parties, at build time or run time.
process.env.NEXT_TELEMETRY_DISABLED = "1";

// The portal's path on its host, such as /devices-portal. Next builds it into the scripts of pages.
const { BASE_PATH = "" } = process.env;
if (!/^(\/[\w-]+)*$/.test(BASE_PATH))
  throw new Error(
    `BASE_PATH must be a path such as /devices-portal (letters, digits, - and _), not ${BASE_PATH}`,
  );

/** @type {import("next").NextConfig} */
const config = {
  basePath: BASE_PATH,
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  // Turns off /_next/image, which would need a native library.
  images: { unoptimized: true },
  outputFileTracingExcludes: { "**": ["node_modules/sharp/**", "node_modules/@img/**"] },
  poweredByHeader: false,
  // Titles and icons of all pages stand in the head. Streamed into the body they are lost without JavaScript, and
  // the browser asks for /favicon.ico.
  htmlLimitedBots: /.*/,
  reactStrictMode: true,
  experimental: {
    // A page's code is read when it is first asked for: most portals never need most pages of the staff's, which take 40 MB.
    preloadEntriesOnStart: false,
    // npm run profile reads the server's code by its own names.
    ...(process.env.READABLE_BUILD === "1" && { serverMinification: false }),
  },
};

export default config;
