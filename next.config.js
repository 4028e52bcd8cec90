import createNextIntlPlugin from "next-intl/plugin";

// Nothing here talks to a third party, at build or at run time.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // proxy.ts sets the headers of everything else; it would cut long request bodies of this interface.
  headers: async () => [
    {
      source: "/api/v1/:path*",
      headers: [
        { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
        { key: "x-content-type-options", value: "nosniff" },
        { key: "referrer-policy", value: "no-referrer" },
        { key: "x-robots-tag", value: "noindex" },
        { key: "strict-transport-security", value: "max-age=31536000" },
      ],
    },
  ],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
