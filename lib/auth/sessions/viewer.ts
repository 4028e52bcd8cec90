import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getSessionCookieName } from "@/lib/http";
import type { Customer, Staff, Viewer } from "@/lib/viewer";
import { isFresh } from "./own-sessions";
import { findViewer } from "./sessions";

/** Who is looking at this page; null when nobody is signed in. Asked once for each request. */
export const getViewer = cache(
  async (): Promise<Viewer | null> =>
    findViewer((await cookies()).get(getSessionCookieName())?.value, await headers()),
);

/** Where somebody signs in, and then goes on to `path`. */
export const signInFor = (path: string) => `/sign-in?callbackUrl=${encodeURIComponent(path)}`;

/** The signed-in customer; others are sent to sign in, and then back to `path`, or to their own desk. */
export async function requireCustomer(path: string): Promise<Customer> {
  const viewer = await getViewer();
  if (!viewer) redirect(signInFor(path));
  if (viewer.kind === "staff") redirect(homePath(viewer));
  return viewer;
}

/** Where somebody who is signed in proves once more that it is them, and then goes on to `path`. */
export const signInAgain = (path: string) => `/sign-in?fresh=1&callbackUrl=${encodeURIComponent(path)}`;

/** The customer, who signed in within the last minutes; others sign in once more and come back to `path`. */
export async function requireFresh(path: string): Promise<Customer> {
  const viewer = await requireCustomer(path);
  if (!(await isFresh(viewer))) redirect(signInAgain(path));
  return viewer;
}

/** Where a viewer starts. */
export const homePath = (viewer: Viewer) => (viewer.kind === "customer" ? "/devices" : "/support");

/** The signed-in member of staff with one of these roles; for everybody else the page does not exist. */
export async function requireStaff(path: string, ...roles: Staff["role"][]): Promise<Staff> {
  const viewer = await getViewer();
  if (!viewer) redirect(signInFor(path));
  if (viewer.kind !== "staff" || !roles.includes(viewer.role)) notFound();
  return viewer;
}
