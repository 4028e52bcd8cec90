import { and, eq } from "drizzle-orm";
import { pool, sessions, type Tx } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import type { SignInReport } from "../oidc/report-sign-in";

/** Finds what arrived in the viewer's own sign-in; null if that was not kept, as for a sign-in as support. */
export async function findReport(viewer: Staff, tx: Tx = pool()): Promise<SignInReport | null> {
  const [own] = await tx
    .select({ claims: sessions.claims })
    .from(sessions)
    .where(and(eq(sessions.id, viewer.sessionId), eq(sessions.staffId, viewer.id)));
  return (own?.claims as SignInReport | null | undefined) ?? null;
}
