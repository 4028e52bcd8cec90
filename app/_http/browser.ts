import type { NextRequest } from "next/server";
import { hashToken, newToken } from "@/lib/auth";
import { browserCookieLife, getBrowserCookieName, serialiseCookie } from "@/lib/http";

/** The token of this browser's cookie. What no newToken() made counts as none: it goes back into a header. */
const tokenOf = (request: NextRequest) =>
  request.cookies.get(getBrowserCookieName())?.value.match(/^[\w-]{43}$/)?.[0];

/** Hash of this browser's cookie; null when it has none. */
export function readBrowser(request: NextRequest): Buffer | null {
  const token = tokenOf(request);
  return token ? hashToken(token) : null;
}

/** This browser, known from now on: the hash of its cookie, and the Set-Cookie header that makes it keep it. */
export function ensureBrowser(request: NextRequest): { browserHash: Buffer; cookie: string } {
  const token = tokenOf(request) ?? newToken();
  return {
    browserHash: hashToken(token),
    cookie: serialiseCookie(getBrowserCookieName(), token, browserCookieLife),
  };
}
