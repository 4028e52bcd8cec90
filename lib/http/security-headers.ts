import { env } from "@/lib/env";
import { routes } from "@/lib/routes";

const readOrigin = (url: string) => new URL(url).origin;

/** Lists the origins of the partner's images that are hosted elsewhere. */
function listImageOrigins(): string[] {
  const { PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON } = env();
  const remote = [PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON].filter((image) =>
    image?.startsWith("https:"),
  );
  return [...new Set(remote.map((image) => readOrigin(image as string)))];
}

/** Lists the origins that sign-in and sign-out lead through. */
function listProviderOrigins(): string[] {
  const { OIDC_ISSUER, OIDC_FORM_ORIGINS } = env();
  return [...new Set([...(OIDC_ISSUER ? [OIDC_ISSUER] : []), ...OIDC_FORM_ORIGINS].map(readOrigin))];
}

/**
 * Builds the Content-Security-Policy of a page. Chromium applies form-action to redirects after a form too,
 * so it lists their targets.
 * @param isDevelopment whether Next's development server is running, which needs a looser policy
 */
export function createPagePolicy(nonce: string, isDevelopment = false): string {
  const settings = env();
  const formTargets = [
    ...listProviderOrigins(),
    settings.DASH_ENDPOINT_EU,
    settings.DASH_ENDPOINT_NA,
    settings.DASH_ENDPOINT_FE,
    settings.DASH_ENDPOINT_APP,
  ].map(readOrigin);
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    `img-src ${["'self'", ...listImageOrigins()].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...new Set(formTargets)].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
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

/**
 * Lists the headers of every answer. A page's own policy and referrer policy count more.
 * @param pathname "" where no request could be read
 */
export function listBaseHeaders(pathname: string): Record<string, string> {
  return {
    "content-security-policy": createStrictPolicy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...(!routes.welcome.matches(pathname) && { "x-robots-tag": "noindex" }),
    ...listTransportHeaders(),
  };
}
