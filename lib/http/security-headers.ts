import { env, once } from "@/lib/env";
import { routes } from "@/lib/routes";

const readOrigin = (url: string) => new URL(url).origin;

/** Lists the origins of the partner's images that are hosted elsewhere. */
const listImageOrigins = once((): string[] => {
  const { PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON } = env();
  const remote = [PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON].filter((image) =>
    image?.startsWith("https:"),
  );
  return [...new Set(remote.map((image) => readOrigin(image as string)))];
});

/** Lists the origins that sign-in and sign-out lead through. */
const listProviderOrigins = once((): string[] => {
  const { OIDC_ISSUER, OIDC_FORM_ORIGINS } = env();
  return [...new Set([...(OIDC_ISSUER ? [OIDC_ISSUER] : []), ...OIDC_FORM_ORIGINS].map(readOrigin))];
});

/** The parts of a page's policy between which its own go. */
const getPagePolicy = once(() => {
  const settings = env();
  const formTargets = [
    ...listProviderOrigins(),
    settings.DASH_ENDPOINT_EU,
    settings.DASH_ENDPOINT_NA,
    settings.DASH_ENDPOINT_FE,
    settings.DASH_ENDPOINT_APP,
  ].map(readOrigin);
  const rest = [
    `img-src ${["'self'", ...listImageOrigins()].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...new Set(formTargets)].join(" ")}`,
    "frame-ancestors 'none'",
  ];
  return [
    "default-src 'self'; script-src 'self' 'nonce-",
    "' 'strict-dynamic'; style-src 'self' ",
    `; ${rest.join("; ")}`,
  ] as const;
});

/**
 * Builds the Content-Security-Policy of a page. Chromium applies form-action to redirects after a form too,
 * so it lists their targets.
 * @param styleSource of the styles in the page
 */
export function createPagePolicy(nonce: string, styleSource: string): string {
  const [start, middle, end] = getPagePolicy();
  return start + nonce + middle + styleSource + end;
}

/**
 * Builds the policy of everything but pages: at most a small page.
 * @param hasScript whether the page runs one of the files in public/
 * @param formTarget where the page's form leads, at the identity provider; null without a form
 */
export const createStrictPolicy = (hasScript = false, formTarget: string | null = null): string =>
  [
    "default-src 'none'",
    ...(hasScript ? ["script-src 'self'"] : []),
    "style-src 'self'",
    `img-src ${["'self'", ...listImageOrigins()].join(" ")}`,
    "base-uri 'none'",
    `form-action ${formTarget ? ["'self'", ...new Set([readOrigin(formTarget), ...listProviderOrigins()])].join(" ") : "'none'"}`,
    "frame-ancestors 'none'",
  ].join("; ");

/** Builds the strict policy, but for an answer that the identity provider's pages show in a frame. */
export const createFramePolicy = (): string =>
  createStrictPolicy().replace(/'none'$/, listProviderOrigins().join(" "));

/** Builds the policy that keeps browsers on https for a year; none for a portal on this machine. */
function listTransportHeaders(): Record<string, string> {
  const { NEXTAUTH_URL, HSTS_SUBDOMAINS } = env();
  if (!NEXTAUTH_URL.startsWith("https:")) return {};
  return { "strict-transport-security": `max-age=31536000${HSTS_SUBDOMAINS ? "; includeSubDomains" : ""}` };
}

const getBaseHeaders = once(() => {
  const all = {
    "content-security-policy": createStrictPolicy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...listTransportHeaders(),
  };
  return { welcome: all, other: { ...all, "x-robots-tag": "noindex" } };
});

/**
 * Lists the headers of every answer. What an answer sets itself counts more.
 * @param pathname "" where no request could be read
 */
export const listBaseHeaders = (pathname: string): Readonly<Record<string, string>> =>
  getBaseHeaders()[routes.welcome.matches(pathname) ? "welcome" : "other"];

/** Lists the headers of a page and of the files, besides the base headers. @param policy with the page's nonce */
export const listPageHeaders = (policy: string): Readonly<Record<string, string>> => ({
  "content-security-policy": policy,
  // Not "no-referrer": browsers would send "Origin: null" with the forms of pages.
  "referrer-policy": "same-origin",
});
