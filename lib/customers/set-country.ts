import { eq } from "drizzle-orm";
import { isCountry } from "@/lib/dash";
import { customers, db } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

/**
 * Keeps the country of the viewer's Amazon account in the profile.
 * @returns false, and nothing changed, when `country` is not an ISO 3166-1 alpha-2 code or the viewer is no customer
 */
export async function setCountry(viewer: Viewer, country: string): Promise<boolean> {
  if (viewer.kind !== "customer" || !isCountry(country)) return false;
  await db().update(customers).set({ country }).where(eq(customers.id, viewer.id));
  return true;
}
