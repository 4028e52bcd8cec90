import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getSessionCookieName } from "@/lib/http";
import { buildFreshSignInPath, buildSignInPath, routes } from "@/lib/routes";
import { isCustomer, isStaff } from "@/lib/scope";
import type { Customer, SignedIn, Staff } from "@/lib/viewer";
import { isFresh } from "./own-sessions";
import { findViewer } from "./sessions";

/** Finds who is looking at this page, once for each request; null when nobody is signed in. */
export const getViewer = cache(
  async (): Promise<SignedIn | null> =>
    findViewer((await cookies()).get(getSessionCookieName())?.value, await headers()),
);

/** Requires a signed-in customer. Others are sent to sign in and then back to `path`; staff are sent to their desk. */
export async function requireCustomer(path: string): Promise<Customer> {
  const viewer = await getViewer();
  if (!viewer) redirect(buildSignInPath(path));
  if (!isCustomer(viewer)) redirect(buildHomePath(viewer));
  return viewer;
}

/** Requires a customer who signed in within the last minutes. Others sign in again and come back to `path`. */
export async function requireFresh(path: string): Promise<Customer> {
  const viewer = await requireCustomer(path);
  if (!(await isFresh(viewer))) redirect(buildFreshSignInPath(path));
  return viewer;
}

/** The page where a viewer starts. */
export const buildHomePath = (viewer: SignedIn): string =>
  isCustomer(viewer) ? routes.devices() : routes.support();

/** Requires a member of staff with one of these roles. For all other viewers the page does not exist. */
export async function requireStaff(path: string, ...roles: Staff["role"][]): Promise<Staff> {
  const viewer = await getViewer();
  if (!viewer) redirect(buildSignInPath(path));
  if (!isStaff(viewer) || !roles.includes(viewer.role)) notFound();
  return viewer;
}
