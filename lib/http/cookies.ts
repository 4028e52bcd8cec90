import { env } from "@/lib/env";

const isSecure = () => env().NEXTAUTH_URL.startsWith("https:");

/** On https a __Host- cookie: no other host, not even a subdomain, can set or shadow it. */
const name = (base: string) => (isSecure() ? `__Host-${base}` : base);

/** Name of the cookie that holds the session's raw token. */
export const getSessionCookieName = () => name("larder.session");
/** Name of the cookie by which launches know their browser. */
export const getBrowserCookieName = () => name("larder.browser");

/** Names of the cookies that next-auth needs while somebody is at the identity provider. */
export const listSignInCookieNames = () => {
  const prefix = isSecure() ? "__Secure-" : "";
  return ["pkce.code_verifier", "state", "nonce", "callback-url"].map((what) => `${prefix}next-auth.${what}`);
};

/** What every cookie of ours has in common. */
export const getCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** Life of the browser cookie in seconds; it only has to outlive a launch. */
export const browserCookieLife = 400 * 24 * 3600;

/**
 * A Set-Cookie header.
 * @param value a token of ours, or "" to remove the cookie
 * @param life in seconds
 */
export function serialiseCookie(name: string, value: string, life: number): string {
  const { path, sameSite, secure } = getCookieOptions();
  return `${name}=${value}; Path=${path}; Max-Age=${life}; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}`;
}
