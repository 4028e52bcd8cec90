import { type NextRequest, NextResponse } from "next/server";
import { createPagePolicy, setSecurityHeaders } from "@/lib/http";

/**
 * Refuses requests that Next would answer with 500 before our code runs; returns undefined for all others.
 */
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

/** Sets the headers of pages and files. Access is checked where the data is read, not here. */
export function proxy(request: NextRequest) {
  const policy = createPagePolicy(crypto.randomUUID(), process.env.NODE_ENV === "development");
  // Next reads the nonce from the request's policy and adds it to its own scripts.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = refuse(request) ?? NextResponse.next({ request: { headers } });
  setSecurityHeaders(response.headers, request.nextUrl.pathname, policy);
  return response;
}

export const config = {
  // Everything except the handlers in lib/routes, which set their own headers: a proxy costs them 40 % of
  // their throughput. Next needs a literal here; proxy.test.ts checks it against the table. Paths with "%"
  // always match, because Next answers 500 when it cannot decode one.
  matcher:
    "/((?!account/(?:data|name|language|sessions|email/send|email/code/verify|delete/confirm)$|admin/(?:audit/export|staff/sessions)$|api/(?:auth/[^%]+|health/(?:live|ready))$|devices/(?:add/claim|country)$|devices/[^/%]+/(?:name|removal|restore)$|devices/(?:[^/%]+/)?go/[^/%]+$|language$|open/[^/%]+$|return$|sign-in/(?:start|code/send|code/verify)$|sign-out$|support/customers/[^/%]+/cards/[^/%]+/(?:mail|open)$|theme\\.css$).*)",
};
