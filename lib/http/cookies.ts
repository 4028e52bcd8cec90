import { env } from "@/lib/env";

const isSecure = () => env().NEXTAUTH_URL.startsWith("https:");

/**
 * Adds the __Host- prefix on https, so that no other host, not even a subdomain, can set or shadow the
 * cookie.
 */
const prefixName = (base: string) => (isSecure() ? `__Host-${base}` : base);

/** Returns the name of the cookie with the session's raw token. */
export const getSessionCookieName = () => prefixName("larder.session");
/** Returns the name of the cookie that ties launches to a browser. */
export const getBrowserCookieName = () => prefixName("larder.browser");

/** Lists the cookies that next-auth needs while a person is at the identity provider. */
export const listSignInCookieNames = () => {
  const prefix = isSecure() ? "__Secure-" : "";
  return ["pkce.code_verifier", "state", "nonce", "callback-url"].map((what) => `${prefix}next-auth.${what}`);
};

/** Returns the options that all our cookies share. */
export const getCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** Lifetime of the browser cookie in seconds; it only has to outlive a launch. */
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
