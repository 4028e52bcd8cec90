import { env } from "@/lib/env";
import { routes } from "@/lib/routes";

const readOrigin = (url: string) => new URL(url).origin;

/** Hosts of the partner's images that are not served by the portal itself. */
function listImageOrigins(): string[] {
  const { PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON } = env();
  const remote = [PARTNER_LOGO, PARTNER_LOGO_DARK, PARTNER_FAVICON].filter((image) =>
    image?.startsWith("https:"),
  );
  return [...new Set(remote.map((image) => readOrigin(image as string)))];
}

/**
 * The policy of a page: only what the portal itself needs. Chromium applies form-action to the redirects that follow a
 * form, too.
 * @param isDevelopment whether Next's development server runs, which needs more
 */
export function createPagePolicy(nonce: string, isDevelopment = false): string {
  const settings = env();
  const formTargets = [
    ...(settings.OIDC_ISSUER ? [settings.OIDC_ISSUER] : []),
    ...settings.OIDC_FORM_ORIGINS,
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

/** The policy of a handler's answer, which is a small page without script and form at most. */
const createHandlerPolicy = (): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `img-src ${["'self'", ...listImageOrigins()].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/**
 * Sets the security headers of an answer, a page's or a handler's.
 * @param policy of a page; a handler's own when left out
 */
export function setSecurityHeaders(headers: Headers, pathname: string, policy?: string): void {
  headers.set("content-security-policy", policy ?? createHandlerPolicy());
  headers.set("x-content-type-options", "nosniff");
  // Pages cannot do with "no-referrer": a browser would send "Origin: null" from their forms.
  headers.set("referrer-policy", policy ? "same-origin" : "no-referrer");
  if (!routes.welcome.matches(pathname)) headers.set("x-robots-tag", "noindex");
  if (env().NEXTAUTH_URL.startsWith("https:")) headers.set("strict-transport-security", "max-age=31536000");
}
