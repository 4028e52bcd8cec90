import { type NextRequest, NextResponse } from "next/server";
import { createPagePolicy } from "@/lib/http";

/** Sets the headers in which pages and files differ. Access is checked where the data is read, not here. */
export function proxy(request: NextRequest) {
  const policy = createPagePolicy(crypto.randomUUID(), process.env.NODE_ENV === "development");
  // Next reads the nonce from the request's policy and adds it to its own scripts.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  // Not "no-referrer": browsers would send "Origin: null" with the forms of pages.
  response.headers.set("referrer-policy", "same-origin");
  return response;
}

export const config = {
  // Everything except the handlers in lib/routes, which the base headers suit: a proxy costs them 40 % of their
  // throughput. Next needs a literal here; proxy.test.ts checks it against the table.
  // "/" by itself, because the other pattern does not match the portal's own path below a host.
  matcher: [
    "/",
    "/((?!account/(?:data|name|language|sessions|email/send|email/code/verify|delete/confirm)$|admin/(?:audit/(?:export|filter)|customers/[^/]+/(?:deletion|data|devices/[^/]+/(?:owner|transferral|correction))|revoke/(?:check|confirm)|import/(?:upload|match/report|[^/]+/(?:check|apply|discard|rejected))|old-values/settle|keys/create|keys/[^/]+/revocation|models/[^/]+/(?:draft|save|tried|deletion)|new-model/create|staff/sessions)$|api/(?:auth/.+|v1/.+|health/(?:live|ready|version))$|devices/(?:add/claim|country)$|devices/[^/]+/(?:name|removal|restore)$|devices/(?:[^/]+/)?go/[^/]+$|language$|open/[^/]+$|pictures/[^/]+$|return$|sign-in/(?:start|code/send|code/verify)$|sign-out$|support/(?:find|search|customers/[^/]+/cards/[^/]+/(?:mail|open))$|theme\\.css$).*)",
  ],
};
