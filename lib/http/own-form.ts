import { getOrigin } from "@/lib/routes";

/** A header's value, as `Headers` or Node gives it. */
type Value = string | string[] | null | undefined;

/**
 * Whether a form of this site sent a request, by what its browser says; programs and old browsers say nothing.
 * @param origin the Origin header
 * @param site the Sec-Fetch-Site header
 */
export function isOwnForm(origin: Value, site: Value): boolean {
  const isOwnOrigin = !origin || origin === getOrigin();
  if (site === undefined || site === null) return isOwnOrigin;
  // Our own pages send "null" if a proxy gives them the Referrer-Policy no-referrer. So do sandboxed frames, but as
  // another site.
  return site === "same-origin" && (isOwnOrigin || origin === "null");
}
