import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getSessionCookieName } from "@/lib/http";
import { logSecurity, namePerson } from "@/lib/observability";
import { buildFreshSignInPath, buildSignInPath, routes, toAbsolute } from "@/lib/routes";
import { isCustomer, isStaff } from "@/lib/scope";
import type { Customer, SignedIn, Staff } from "@/lib/viewer";
import { isFresh } from "./own-sessions";
import { findViewer } from "./sessions";

/** Returns the viewer of this page, looked up once per request; null when signed out. */
export const getViewer = cache(
  async (): Promise<SignedIn | null> =>
    findViewer((await cookies()).get(getSessionCookieName())?.value, await headers()),
);

/**
 * Requires a signed-in customer. Sends others to sign in and back to `path`, and staff to the support desk.
 */
export async function requireCustomer(path: string): Promise<Customer> {
  const viewer = await getViewer();
  if (!viewer) redirect(toAbsolute(buildSignInPath(path)));
  if (!isCustomer(viewer)) redirect(toAbsolute(buildHomePath(viewer)));
  return viewer;
}

/**
 * Requires a customer who signed in recently (see `isFresh`). Sends others to sign in again and back to
 * `path`.
 */
export async function requireFresh(path: string): Promise<Customer> {
  const viewer = await requireCustomer(path);
  if (!(await isFresh(viewer))) redirect(toAbsolute(buildFreshSignInPath(path)));
  return viewer;
}

/** Builds the path of a viewer's start page. */
export const buildHomePath = (viewer: SignedIn): string =>
  isCustomer(viewer) ? routes.devices() : routes.support();

/** Logs that a person lacks the role for a page; once for one viewer, since a page asks for its title, too. */
export const logDenied = cache((viewer: SignedIn): void => {
  const person = namePerson(isStaff(viewer) ? { staffId: viewer.id } : { customerId: viewer.id });
  logSecurity("access.denied", { reason: "role", ...person });
});

/** Requires a member of staff with one of these roles; other viewers get a 404. */
export async function requireStaff(path: string, ...roles: Staff["role"][]): Promise<Staff> {
  const viewer = await getViewer();
  if (!viewer) redirect(toAbsolute(buildSignInPath(path)));
  if (isStaff(viewer) && roles.includes(viewer.role)) return viewer;
  logDenied(viewer);
  notFound();
}

/** Requires an administrator who signed in recently, as `requireFresh` does of customers; other viewers get a 404. */
export async function requireFreshAdmin(path: string): Promise<Staff> {
  const viewer = await requireStaff(path, "admin");
  if (!(await isFresh(viewer))) redirect(toAbsolute(buildFreshSignInPath(path)));
  return viewer;
}
