import type { NextRequest } from "next/server";
import { browserCookie, browserCookieLife, hashToken, newToken, serialiseCookie } from "@/lib/auth";

/** The token of this browser's cookie. What no newToken() made counts as none: it goes back into a header. */
const tokenOf = (request: NextRequest) =>
  request.cookies.get(browserCookie())?.value.match(/^[\w-]{43}$/)?.[0];

/** Hash of this browser's cookie; null when it has none. */
export function browserOf(request: NextRequest): Buffer | null {
  const token = tokenOf(request);
  return token ? hashToken(token) : null;
}

/** This browser, known from now on: the hash of its cookie, and the Set-Cookie header that makes it keep it. */
export function keepBrowser(request: NextRequest): { browserHash: Buffer; cookie: string } {
  const token = tokenOf(request) ?? newToken();
  return {
    browserHash: hashToken(token),
    cookie: serialiseCookie(browserCookie(), token, browserCookieLife),
  };
}
