import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

const originOf = (url: string) => new URL(url).origin;

/** Only what the portal itself needs; Chromium applies form-action to the redirects that follow a form, too. */
function contentSecurityPolicy(nonce: string): string {
  const settings = env();
  const logos = [settings.PARTNER_LOGO, settings.PARTNER_LOGO_DARK, settings.PARTNER_FAVICON]
    .filter((logo) => logo?.startsWith("https:"))
    .map((logo) => originOf(logo as string));
  const formTargets = [
    ...(settings.OIDC_ISSUER ? [settings.OIDC_ISSUER] : []),
    ...settings.OIDC_FORM_ORIGINS,
    settings.DASH_ENDPOINT_EU,
    settings.DASH_ENDPOINT_NA,
    settings.DASH_ENDPOINT_FE,
    settings.DASH_ENDPOINT_APP,
  ].map(originOf);
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    `img-src ${["'self'", ...new Set(logos)].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...new Set(formTargets)].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What Next would answer with 500 before any of our code sees it; undefined for everything else. */
function refuse(request: NextRequest): NextResponse | undefined {
  const { pathname } = new URL(request.url);
  try {
    decodeURIComponent(pathname);
  } catch {
    return NextResponse.rewrite(new URL("/not-found", request.url));
  }
  const isFile = /\.\w+$/.test(pathname);
  if (isFile && request.method !== "GET" && request.method !== "HEAD") {
    return new NextResponse(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
}

/** Sets headers, and turns away what is no request at all: who may see what is decided where the data is read. */
export function proxy(request: NextRequest) {
  const policy = contentSecurityPolicy(crypto.randomUUID());
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = refuse(request) ?? NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  // Pages cannot do with "no-referrer": a browser would send "Origin: null" from their forms.
  const leaves = /^\/(devices\/(.+\/)?go\/|return$|support\/.+\/open$)/.test(request.nextUrl.pathname);
  response.headers.set("referrer-policy", leaves ? "no-referrer" : "same-origin");
  if (request.nextUrl.pathname !== "/") response.headers.set("x-robots-tag", "noindex");
  if (env().NEXTAUTH_URL.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=31536000");
  }
  return response;
}

export const config = {
  // Proxy cuts request bodies at 10 MB without an error, so the interface for machines goes past it.
  matcher: "/((?!api/v1(?:/|$)).*)",
};
