import { getBasePath, getOrigin } from "@/lib/routes";

const isSecure = () => getOrigin().startsWith("https:");

/**
 * Names a cookie `larder.…`. On https with the prefix __Host-, so that no other host, not even a subdomain, can set
 * or shadow it. The prefix demands the path /, so the name carries the portal's: a host may have several portals.
 */
export const nameCookie = (name: string) =>
  `${isSecure() ? "__Host-" : ""}larder${getBasePath().replaceAll("/", "~")}.${name}`;

/** Returns the name of the cookie with the session's raw token. */
export const getSessionCookieName = () => nameCookie("session");
/** Returns the name of the cookie that ties launches to a browser. */
export const getBrowserCookieName = () => nameCookie("browser");

/** Returns the name of the cookie with the language chosen while signed out. */
export const getLanguageCookieName = () => nameCookie("language");

/** First part of the names of the cookies that sign-ins need while a person is at the identity provider. */
export const signInCookieBase = "sign-in";
/** Lifetime of these cookies in seconds: a page of the provider that was left open overnight still works. */
export const signInCookieLife = 24 * 3600;

/** Returns the options that all our cookies share. */
export const getCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** Lifetime of the browser cookie in seconds: as long as browsers allow, so that they remain known. */
export const browserCookieLife = 400 * 24 * 3600;

/**
 * Serialises a Set-Cookie header.
 * @param value token that needs no escaping, or "" to remove the cookie
 * @param life in seconds
 */
export function serialiseCookie(name: string, value: string, life: number): string {
  const { path, sameSite, secure } = getCookieOptions();
  return `${name}=${value}; Path=${path}; Max-Age=${life}; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}`;
}
