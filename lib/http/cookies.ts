import { env } from "@/lib/env";

const isSecure = () => env().NEXTAUTH_URL.startsWith("https:");

/**
 * Adds the __Host- prefix on https, so that no other host, not even a subdomain, can set or shadow the
 * cookie.
 */
export const nameCookie = (base: string) => (isSecure() ? `__Host-${base}` : base);

/** Returns the name of the cookie with the session's raw token. */
export const getSessionCookieName = () => nameCookie("larder.session");
/** Returns the name of the cookie that ties launches to a browser. */
export const getBrowserCookieName = () => nameCookie("larder.browser");

/** Returns the name of the cookie with the language chosen while signed out. */
export const getLanguageCookieName = () => nameCookie("larder.language");

/** First part of the names of the cookies that sign-ins need while a person is at the identity provider. */
export const signInCookieBase = "larder.sign-in";
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
