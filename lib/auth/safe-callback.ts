/**
 * Where to go after signing in. Anything that does not lead to a page of this portal leads to /devices.
 * @param target what the request asked for: a path or an absolute URL
 * @returns an absolute URL of `origin`
 */
export function safeCallback(target: string | null | undefined, origin: string): string {
  const fallback = `${origin}/devices`;
  if (!target || !URL.canParse(target, origin)) return fallback;
  const url = new URL(target, origin);
  // The parser has removed tabs and newlines and turned "\" into "/", as a browser would.
  if (url.origin !== origin || url.username || url.password) return fallback;
  // "//host" as a path would leave the origin once somebody uses it as a relative address.
  if (
    url.pathname.startsWith("//") ||
    url.pathname === "/" ||
    /^\/(api|sign-in|sign-out)(\/|$)/.test(url.pathname)
  ) {
    return fallback;
  }
  return url.href;
}
