import { routes, toAbsolute } from "@/lib/routes";

/** Builds the URL of the sign-in page with a fault and the page to continue to. */
export const buildFaultUrl = (path: string, fault: Record<string, string>): string =>
  toAbsolute(routes.signIn({ ...fault, callbackUrl: path === routes.devices() ? null : path }));

/** Redirects without caching, and sets cookies. */
export function redirectTo(url: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ "cache-control": "private, no-store", location: url });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
