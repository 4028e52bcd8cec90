import { eq } from "drizzle-orm";
import { customers, db } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

// "Several languages" in BCP 47: no language of ours, and no gap that the next sign-in would fill again.
const anyLanguage = "mul";

/**
 * Keeps a customer's language in the profile; staff have none there.
 * @param language a BCP 47 tag that the portal offers, or null for whatever the browser asks for
 */
export async function setLanguage(viewer: Viewer, language: string | null): Promise<void> {
  if (viewer.kind !== "customer") return;
  await db()
    .update(customers)
    .set({ language: language ?? anyLanguage })
    .where(eq(customers.id, viewer.id));
}
